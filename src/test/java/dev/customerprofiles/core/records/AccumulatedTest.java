package dev.customerprofiles.core.records;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.core.records.Json.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccumulatedTest {

    private static final ObjectNode OLD =
            Json.of("{'id':1,'name':'Ada','address':{'city':'London','zip':'N1'},'tags':['a']}");
    private static final ObjectNode NEW =
            Json.of("{'id':1,'name':'','address':{'city':'Paris'},'tags':[],'phone':null}");

    private final Accumulated record = Accumulated.first(OLD, version(1)).with(NEW, version(2));

    @Test
    void a_newer_version_replaces_what_it_carries_and_keeps_what_it_does_not() {
        assertThat(record.raw()).isEqualTo(NEW);
        assertThat(record.version()).isEqualTo(version(2));
        assertThat(record.effective())
                .isEqualTo(Json.of("{'id':1,'name':'Ada','address':{'city':'Paris','zip':'N1'},'tags':['a']}"));
    }

    @Test
    void every_leaf_knows_its_time() {
        assertThat(record.at("/address/city")).contains(Instant.ofEpochSecond(2));
        assertThat(record.at("/address/zip")).contains(Instant.ofEpochSecond(1));
        assertThat(record.at("/tags")).contains(Instant.ofEpochSecond(1));
        assertThat(record.at("/phone")).isEmpty();
    }

    @Test
    void an_older_version_that_comes_late_only_fills_gaps() {
        assertThat(Accumulated.first(NEW, version(2)).with(OLD, version(1))).isEqualTo(record);
    }

    @Test
    void a_value_that_was_passed_over_comes_back_when_the_newest_version_does_not_carry_it() {
        Accumulated later = record.with(Json.of("{'id':1}"), version(3));
        assertThat(later.effective().at("/address/city").textValue()).isEqualTo("Paris");
        assertThat(later.at("/address/city")).contains(Instant.ofEpochSecond(2));
    }

    @Test
    void the_newer_of_a_text_and_an_object_at_one_place_counts() {
        ObjectNode text = Json.of("{'caller':'abc'}");
        ObjectNode object = Json.of("{'caller':{'value':'def'}}");
        assertThat(Accumulated.first(text, version(1)).with(object, version(2)).effective())
                .isEqualTo(object);
        assertThat(Accumulated.first(text, version(2)).with(object, version(1)).effective())
                .isEqualTo(text);
    }

    @Test
    void member_names_may_hold_any_character() {
        ObjectNode odd = Json.of("{'a/b':{'~c':1},'':{'':2},'x.y':3}");
        assertThat(Accumulated.first(odd, version(1))
                        .with(Json.of("{'k':4}"), version(2))
                        .effective())
                .isEqualTo(Json.of("{'a/b':{'~c':1},'':{'':2},'x.y':3,'k':4}"));
    }

    @Test
    void long_integers_and_decimals_survive_storage_exactly() {
        String numbers = "{'id':9007199254740993,'huge':123456789012345678901234567890,'price':10.10,'tiny':1.0E-30}";
        Accumulated stored = Accumulated.first(Json.of(numbers), version(1)).with(Json.of("{'x':1}"), version(2));
        ObjectNode json = stored.toJson(JsonNodeFactory.instance.objectNode());
        Accumulated read = Accumulated.fromJson(json);
        assertThat(read).isEqualTo(stored);
        assertThat(read.effective().get("id").bigIntegerValue()).isEqualTo("9007199254740993");
        assertThat(read.effective().get("huge").bigIntegerValue()).isEqualTo("123456789012345678901234567890");
        assertThat(read.effective().get("price").decimalValue()).isEqualTo("10.10");
        assertThat(json.get("at").longValue()).isEqualTo(2_000);
        assertThat(json.get("by").textValue()).isEqualTo("test|2");
        assertThat(json.get("older")).hasSize(4);
    }

    @Test
    void storing_a_record_leaves_the_other_members_of_the_document_alone_and_older_leaves_out_when_empty() {
        ObjectNode document = Json.of("{'type':'T','older':[{'path':'/gone'}]}");
        Accumulated.first(OLD, version(1)).toJson(document);
        assertThat(document.has("older")).isFalse();
        assertThat(document.get("type").textValue()).isEqualTo("T");
        assertThatThrownBy(() -> Accumulated.fromJson(Json.of("{'raw':'[1]','at':1,'by':'x'}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void names_made_up_anew_each_time_do_not_grow_a_record_without_end() {
        Accumulated growing = Accumulated.first(Json.of("{'id':1}"), version(0));
        for (int i = 1; i <= 12; i++) {
            ObjectNode version = JsonNodeFactory.instance.objectNode();
            for (int j = 0; j < 1_000; j++) {
                version.put("member-" + i + "-" + j, j);
            }
            growing = growing.with(version, version(i));
        }
        assertThat(growing.effective()).hasSize(Accumulated.MOST_PATHS);
        assertThat(growing.effective().has("member-12-0")).isTrue();
    }

    /** Found by RandomRecordsTest. It is written as 1.00E+2147483649, an exponent that no parser takes. */
}
