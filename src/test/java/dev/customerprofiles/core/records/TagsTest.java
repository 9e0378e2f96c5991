package dev.customerprofiles.core.records;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TagsTest {

    private final ObjectNode description = JsonNodeFactory.instance.objectNode().put("Description", "d");

    @Test
    void tags_are_read_from_where_they_were_put() {
        Tags tags = new Tags(Map.of("b.c", "", "a", "1"));

        ObjectNode tagged = tags.putInto(description);

        assertThat(tagged.toString()).isEqualTo("{\"Description\":\"d\",\"Tags\":{\"a\":\"1\",\"b.c\":\"\"}}");
        assertThat(Tags.in(tagged)).isEqualTo(tags);
        assertThat(description.has("Tags")).isFalse();
    }

    @Test
    void no_tags_are_no_member() {
        assertThat(Tags.in(description).byKey()).isEmpty();
        assertThat(new Tags(Map.of()).putInto(new Tags(Map.of("a", "1")).putInto(description)))
                .isEqualTo(description);
    }

    @Test
    void tags_are_added_replaced_and_removed() {
        assertThat(new Tags(Map.of("a", "1", "b", "2"))
                        .with(Map.of("b", "3", "c", "4"))
                        .without(Set.of("a", "unknown")))
                .isEqualTo(new Tags(Map.of("b", "3", "c", "4")));
    }

    @Test
    void fifty_are_the_most() {
        assertThat(tags(50).areTooMany()).isFalse();
        assertThat(tags(51).areTooMany()).isTrue();
    }

    private static Tags tags(int count) {
        return new Tags(IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "")));
    }
}
