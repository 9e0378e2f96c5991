package dev.customerprofiles.core.profiles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.profiles.GoldenRecord.Because;
import dev.customerprofiles.core.state.Json;

import static org.assertj.core.api.Assertions.assertThat;

class GoldenRecordTest {

    private static final String FIELD = "FirstName";

    private final Map<String, Integer> priorities = new HashMap<>();
    private final Map<String, Edit> edits = new HashMap<>();

    @Test
    void only_source_shows() {
        assertThat(shown(says("crm", "Ada", 10))).isEqualTo("Ada");
        assertThat(because(says("crm", "Ada", 10))).isEqualTo(Because.ONLY_SOURCE);
    }

    @Test
    void newest_shows_where_no_type_has_a_priority() {
        Source[] sources = {says("crm", "Ada", 10), says("shop", "Adele", 11)};
        assertThat(shown(sources)).isEqualTo("Adele");
        assertThat(because(sources)).isEqualTo(Because.NEWEST);
    }

    @Test
    void smaller_source_priority_beats_a_newer_value() {
        priorities.put("crm", 1);
        priorities.put("shop", 2);
        Source[] sources = {says("shop", "Adele", 11), says("crm", "Ada", 10)};
        assertThat(shown(sources)).isEqualTo("Ada");
        assertThat(because(sources)).isEqualTo(Because.SOURCE_PRIORITY);
    }

    @Test
    void type_with_a_priority_beats_types_without() {
        priorities.put("crm", 9);
        assertThat(shown(says("shop", "Adele", 11), says("crm", "Ada", 10))).isEqualTo("Ada");
    }

    @Test
    void newest_shows_among_types_of_the_same_priority() {
        priorities.put("crm", 1);
        priorities.put("shop", 1);
        Source[] sources = {says("crm", "Ada", 10), says("shop", "Adele", 11)};
        assertThat(shown(sources)).isEqualTo("Adele");
        assertThat(because(sources)).isEqualTo(Because.NEWEST);
    }

    @Test
    void type_name_decides_between_equal_times() {
        Source[] sources = {says("shop", "Adele", 10), says("crm", "Ada", 10)};
        assertThat(shown(sources)).isEqualTo("Ada");
        assertThat(because(sources)).isEqualTo(Because.TYPE_NAME);
    }

    @Test
    void others_are_told_strongest_first() {
        GoldenRecord.Decision decision = decide(says("a", "one", 10), says("b", "two", 12), says("c", "three", 11));
        assertThat(decision.winner().type()).isEqualTo("b");
        assertThat(decision.others()).extracting(GoldenRecord.Candidate::type).containsExactly("c", "a");
    }

    @Test
    void manual_value_beats_types_without_priority_however_new() {
        edits.put(FIELD, new Edit(TextNode.valueOf("Manual"), 10));
        assertThat(shown(says("crm", "Ada", 99))).isEqualTo("Manual");
        assertThat(because(says("crm", "Ada", 99))).isEqualTo(Because.EDITED);
        assertThat(decide(says("crm", "Ada", 99)).others()).hasSize(1);
    }

    @Test
    void newer_of_manual_value_and_type_with_priority_shows() {
        priorities.put("crm", 5);
        edits.put(FIELD, new Edit(TextNode.valueOf("Manual"), 10));
        assertThat(shown(says("crm", "Ada", 11))).isEqualTo("Ada");
        assertThat(shown(says("crm", "Ada", 10))).isEqualTo("Manual");
        assertThat(shown(says("crm", "Ada", 11), says("shop", "Adele", 12))).isEqualTo("Ada");
    }

    @Test
    void manual_clear_hides_all_that_is_not_newer() {
        edits.put(FIELD, new Edit(null, 10));
        assertThat(golden(says("crm", "Ada", 10), says("shop", "Adele", 9)).has(FIELD))
                .isFalse();
        assertThat(shown(says("crm", "Ada", 10), says("shop", "Adele", 11))).isEqualTo("Adele");
    }

    @Test
    void manual_clear_hides_also_an_older_value_of_a_type_with_priority() {
        priorities.put("crm", 1);
        edits.put(FIELD, new Edit(null, 10));
        assertThat(shown(says("crm", "Ada", 9), says("shop", "Adele", 11))).isEqualTo("Adele");
    }

    @Test
    void edits_are_stored_and_read_again_also_clears() {
        for (Edit edit : List.of(new Edit(null, 10), new Edit(TextNode.valueOf("Manual"), 10))) {
            Edit again = Json.read(Json.write(edit), Edit.class);
            assertThat(again.clears()).isEqualTo(edit.clears());
            assertThat(again.at()).isEqualTo(10);
        }
    }

    @Test
    void address_is_one_unit_from_one_source() {
        ObjectNode city = Json.object().put("City", "London");
        ObjectNode street = Json.object().put("Address1", "Main Street 1");
        ObjectNode golden = GoldenRecord.of(GoldenRecord.decide(
                List.of(source("crm", "Address", city, 10), source("shop", "Address", street, 11)), edits, this::rank));
        assertThat(golden).isEqualTo(Json.object().set("Address", street));
    }

    @Test
    void attributes_are_decided_one_by_one() {
        ObjectNode golden = GoldenRecord.of(GoldenRecord.decide(
                List.of(
                        source("crm", "Attributes.a.b", TextNode.valueOf("1"), 10),
                        source("shop", "Attributes.c", TextNode.valueOf("2"), 11)),
                edits,
                this::rank));
        assertThat(golden)
                .isEqualTo(Json.object()
                        .set("Attributes", Json.object().put("a.b", "1").put("c", "2")));
    }

    @Test
    void among_records_of_one_type_the_newest_wins_then_the_record_key_then_the_value() {
        assertThat(said("a", 11, "x").beats(said("z", 10, "z"))).isTrue();
        assertThat(said("b", 10, "x").beats(said("a", 10, "z"))).isTrue();
        assertThat(said("a", 10, "z").beats(said("a", 10, "x"))).isTrue();
        assertThat(said("a", 10, "x").beats(said("a", 10, "x"))).isFalse();
    }

    private static Said said(String record, long at, String value) {
        return new Said(TextNode.valueOf(value), at, record);
    }

    private Integer rank(String type) {
        return priorities.get(type);
    }

    private GoldenRecord.Decision decide(Source... sources) {
        return GoldenRecord.decide(List.of(sources), edits, this::rank).get(FIELD);
    }

    private ObjectNode golden(Source... sources) {
        return GoldenRecord.of(GoldenRecord.decide(List.of(sources), edits, this::rank));
    }

    private String shown(Source... sources) {
        return golden(sources).path(FIELD).asText();
    }

    private Because because(Source... sources) {
        return decide(sources).because();
    }

    private static Source says(String type, String value, long at) {
        return source(type, FIELD, TextNode.valueOf(value), at);
    }

    private static Source source(String type, String field, JsonNode value, long at) {
        return new Source(type, "origin", 1, 1, at, Map.of(field, new Said(value, at, "record")));
    }
}
