package dev.customerprofiles.core.records;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.core.records.BuiltIn.keys;
import static dev.customerprofiles.core.records.BuiltIn.map;
import static dev.customerprofiles.core.records.BuiltIn.template;
import static dev.customerprofiles.core.records.Json.once;
import static dev.customerprofiles.core.records.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class SegmentTemplatesTest {

    private static final ObjectNode SEGMENT = Json.resource("segment.json");
    private static final ObjectNode IDENTIFY = (ObjectNode) SEGMENT.get("identify");

    @Test
    void an_identify_call_tells_of_a_user_but_not_who_that_is_elsewhere() {
        Contribution identify = map("Segment-Identify", SEGMENT, "identify");
        assertThat(texts(identify))
                .containsOnly(
                        entry("Attributes.SegmentUserId", "u-17"),
                        entry("Attributes.plan", "gold"),
                        entry("FirstName", "Ada Maria"),
                        entry("LastName", "King"),
                        entry("BusinessName", "Mill & Sons"),
                        entry("EmailAddress", "ada.king@example.com"),
                        entry("PhoneNumber", "206.555.0100"),
                        entry("BirthDate", "1975-12-10"),
                        entry("Gender", "FEMALE"),
                        entry(
                                "Address",
                                "{'Address1':'12 Mill Lane','City':'Seattle','State':'WA','PostalCode':'98101','Country':'USA'}"));
        assertThat(keys(identify)).containsExactly("_segmentUserId=u-17 [PROFILE, UNIQUE]");
        assertThat(keys(map("Segment-Customer", SEGMENT, "identify"))).isEqualTo(keys(identify));
    }

    @Test
    void the_call_reads_the_same_bare_and_as_the_partner_and_the_published_path_wrap_it() {
        Mapping mapping = template("Segment-Identify");
        for (ObjectNode event :
                new ObjectNode[] {Json.wrapped(IDENTIFY, "detail"), Json.wrapped(IDENTIFY, "detail.event.detail")}) {
            assertThat(texts(mapping.map(once(event)))).isEqualTo(texts(mapping.map(once(IDENTIFY))));
            assertThat(mapping.uniqueKey(event)).contains("u-17");
            assertThat(mapping.sourceTime(event)).contains(Instant.parse("2024-03-01T10:15:30Z"));
        }
    }

    @Test
    void a_call_without_a_time_has_that_of_its_event() {
        ObjectNode event = Json.wrapped((ObjectNode) SEGMENT.get("changed"), "detail");
        assertThat(template("Segment-Identify").sourceTime(event)).contains(Json.WRAPPED_AT);
    }

    @Test
    void traits_of_other_shapes_are_read_as_far_as_they_go() {
        assertThat(texts(map("Segment-Identify", SEGMENT, "changed")))
                .containsOnly(
                        entry("Attributes.SegmentUserId", "u-17"),
                        entry("FirstName", "Ada"),
                        entry("LastName", "Lovelace"),
                        entry("BusinessName", "Engines"));
    }

    @Test
    void a_visitor_without_a_user_id_has_no_identity() {
        assertThat(template("Segment-Identify").uniqueKey((ObjectNode) SEGMENT.get("visitor")))
                .isEmpty();
    }
}
