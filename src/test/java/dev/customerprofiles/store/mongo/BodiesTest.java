package dev.customerprofiles.store.mongo;

import java.util.Random;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.store.mongo.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodiesTest {

    @Test
    void every_json_value_and_name_comes_back() {
        assertThat(roundTrip(Samples.everyJson())).isEqualTo(Samples.everyJson());
    }

    @Property
    void every_name_comes_back_and_is_one_that_the_server_takes(@ForAll String name) {
        String stored = Names.encode(name);

        assertThat(Names.decode(stored)).isEqualTo(name);
        assertThat(stored).isNotEmpty().doesNotContain(".", "\0").doesNotStartWith("$");
    }

    @Test
    void expiry_is_a_date_in_the_database_and_milliseconds_in_the_body() {
        ObjectNode body = nodes().put("expires", 1_900_000_000_000L);
        body.putObject("Attributes").put("expires", 7L);

        RawBsonDocument stored = stored(body);

        assertThat(stored.get("expires").getBsonType()).isEqualTo(BsonType.DATE_TIME);
        assertThat(stored.getDocument("Attributes").get("expires").getBsonType())
                .isEqualTo(BsonType.INT64);
        assertThat(roundTrip(body)).isEqualTo(body);
    }

    @Test
    void expiry_that_is_no_number_is_kept_as_it_is() {
        assertThat(roundTrip(nodes().put("expires", "soon"))).isEqualTo(nodes().put("expires", "soon"));
    }

    @Test
    void half_a_surrogate_pair_becomes_the_replacement_character() {
        assertThat(roundTrip(nodes().put("a\uD83D", "\uDE00b\uD83D\uDE00\uD83D")))
                .isEqualTo(nodes().put("a\uFFFD", "\uFFFDb\uD83D\uDE00\uFFFD"));
    }

    @Test
    void members_that_the_store_keeps_itself_are_an_error_of_the_writer() {
        for (String name : new String[] {"_id", "seq", "g"}) {
            assertThatThrownBy(() -> stored(nodes().put(name, 1))).isInstanceOf(IllegalArgumentException.class);
        }
        ObjectNode nested = nodes();
        nested.putObject("Attributes").put("_id", "1").put("seq", "2").put("g", "3");
        assertThat(roundTrip(nested)).isEqualTo(nested);
    }

    @Test
    void prefix_is_taken_for_text_whatever_it_holds() {
        Random random = new Random(7);
        String alphabet = "ab.*+?()[]{}^$|\\/-#&~ \t\n\0\u00FC\uD83D\uDE00";
        for (int i = 0; i < 1000; i++) {
            String prefix = random.ints(4, 0, alphabet.length() - 2)
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining());

            assertThat(prefix + "rest").containsPattern(Text.beginningWith(prefix));
            assertThat("rest" + prefix).doesNotContainPattern(Text.beginningWith(prefix));
        }
    }

    private static ObjectNode roundTrip(ObjectNode body) {
        try (BsonReader reader = Raw.reader(stored(body))) {
            reader.readStartDocument();
            return Bodies.readMembers(reader);
        }
    }

    private static RawBsonDocument stored(ObjectNode body) {
        return Raw.document(writer -> Bodies.writeMembers(writer, body));
    }
}
