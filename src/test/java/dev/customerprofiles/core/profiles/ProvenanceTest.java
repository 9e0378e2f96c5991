package dev.customerprofiles.core.profiles;

import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.profiles.Provenance.Because;
import dev.customerprofiles.core.profiles.Provenance.Field;

import static org.assertj.core.api.Assertions.assertThat;

class ProvenanceTest {

    private static final String TWO = "[{'type': 'A', 'fields': {'FirstName': {'v': 'Ada', 'at': 2, 'record': 'a'}}},"
            + " {'type': 'B', 'fields': {'FirstName': {'v': '%s', 'at': 1, 'record': 'b'}}}]";

    @Test
    void newest_source_wins_and_the_other_is_named() {
        Field field = of("{'FirstName': 'Ada'}", TWO.formatted("A.")).get("FirstName");

        assertThat(field.because()).isEqualTo(Because.NEWEST);
        assertThat(field.winner().record()).isEqualTo("a");
        assertThat(field.others()).extracting(Provenance.Claim::record).containsExactly("b");
    }

    @Test
    void older_value_that_is_shown_has_priority() {
        assertThat(of("{'FirstName': 'A.'}", TWO.formatted("A."))
                        .get("FirstName")
                        .because())
                .isEqualTo(Because.PRIORITY);
    }

    @Test
    void sources_that_agree_are_said_to() {
        assertThat(of("{'FirstName': 'Ada'}", TWO.formatted("Ada"))
                        .get("FirstName")
                        .because())
                .isEqualTo(Because.SAME_VALUE);
    }

    @Test
    void attribute_has_a_provenance_of_its_own_whatever_its_name() {
        String source = "[{'type': 'A', 'fields': {'Attributes.a.b': {'v': 'x', 'at': 1, 'record': 'a'}}}]";

        assertThat(of("{'Attributes': {'a.b': 'x'}}", source)
                        .get("Attributes.a.b")
                        .because())
                .isEqualTo(Because.ONLY_SOURCE);
    }

    @Test
    void field_that_is_not_shown_has_none() {
        assertThat(of("{}", TWO.formatted("A."))).isEmpty();
    }

    private static Map<String, Field> of(String profile, String sources) {
        return Provenance.of(json(profile), json(sources));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
