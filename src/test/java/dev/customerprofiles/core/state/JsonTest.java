package dev.customerprofiles.core.state;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTest {

    @Property(tries = 100)
    void a_length_is_that_of_the_text(@ForAll Map<String, List<String>> members, @ForAll double number) {
        JsonNode value = Json.object()
                .put("number", number)
                .putNull("nothing")
                .put("yes", true)
                .set("members", Json.write(members));
        assertThat(Json.length(value)).isEqualTo(value.toString().length());
    }

    @Test
    void numbers_are_as_long_as_they_were_sent() throws Exception {
        for (String sent : List.of("[1.10]", "[1E+400]", "[123456789012345678901234567890]", "{\"a\":[],\"b\":{}}")) {
            assertThat(Json.length(Json.parse(sent))).isEqualTo(sent.length());
        }
    }
}
