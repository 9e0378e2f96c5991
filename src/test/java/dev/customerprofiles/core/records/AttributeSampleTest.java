package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.records.AttributeSample.Seen;

import static org.assertj.core.api.Assertions.assertThat;

class AttributeSampleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Accumulated record(String json, Instant at) {
        return Accumulated.first((ObjectNode) RecordJson.read(json), new Version(at, "event"));
    }

    private static AttributeSample sample(Accumulated... records) {
        return new AttributeSample(List.of(records), new Normalisation("US"));
    }

    @Test
    void attributes_are_named_by_their_path_and_dated_by_the_newest_record() {
        AttributeSample sample = sample(
                record("{\"Agent\": {\"Name\": \"Ada\"}, \"Tags\": [\"a\", \"b\"], \"Empty\": \"\", \"Old\": 1}", NOON),
                record("{\"Agent\": {\"Name\": \"Eve\"}, \"Lines\": [{\"Sku\": 1}]}", NOON.plusSeconds(1)));

        assertThat(sample.names())
                .containsOnlyKeys("Agent.Name", "Tags", "Old")
                .containsEntry("Agent.Name", NOON.plusSeconds(1))
                .containsEntry("Old", NOON);
        assertThat(sample.values("Tags")).extracting(Seen::value).containsExactly("a", "b");
    }

    @Test
    void values_are_told_once_the_newest_first() {
        AttributeSample sample = sample(
                record("{\"tier\": \"gold\"}", NOON),
                record("{\"tier\": \"silver\"}", NOON.plusSeconds(1)),
                record("{\"tier\": \"gold\"}", NOON.plusSeconds(2)));

        assertThat(sample.values("tier"))
                .containsExactly(new Seen("gold", NOON.plusSeconds(2)), new Seen("silver", NOON.plusSeconds(1)));
        assertThat(sample.values("nothing")).isEmpty();
    }

    @Test
    void value_that_an_older_version_said_has_its_own_date() {
        AttributeSample sample = sample(record("{\"tier\": \"gold\"}", NOON)
                .with((ObjectNode) RecordJson.read("{\"name\": \"Ada\"}"), new Version(NOON.plusSeconds(5), "later")));

        assertThat(sample.values("tier")).containsExactly(new Seen("gold", NOON));
    }

    @Test
    void numbers_are_those_of_every_record_and_only_numbers() {
        AttributeSample sample = sample(
                record("{\"total\": 1.5}", NOON),
                record("{\"total\": \"2\"}", NOON),
                record("{\"total\": 1.5}", NOON),
                record("{\"total\": \"none\"}", NOON));

        assertThat(sample.numbers("total")).containsExactly(1.5, 2, 1.5);
        assertThat(sample.numbers("nothing")).isEmpty();
    }
}
