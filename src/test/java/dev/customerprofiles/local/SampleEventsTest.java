package dev.customerprofiles.local;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

class SampleEventsTest {

    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+\\d{11}");

    private final SampleEvents samples = SampleEvents.read();

    @Test
    void at_least_eighty_events_tell_of_at_least_twelve_customers() {
        assertThat(samples.events()).hasSizeGreaterThanOrEqualTo(80);
        assertThat(distinct(event -> {
                    JsonObject data = event.getJsonObject("data");
                    return data.getString("Email", data.getString("email", ""));
                }))
                .hasSizeGreaterThan(12);
    }

    @Test
    void every_event_comes_from_a_registered_source_with_a_registered_type() {
        assertThat(samples.events()).allSatisfy(event -> assertThat(SampleEvents.SOURCES.get(event.getString("source")))
                .containsKey(event.getString("type")));
        assertThat(distinct(event -> event.getString("source"))).isEqualTo(SampleEvents.SOURCES.keySet());
        assertThat(distinct(event -> event.getString("domain"))).containsExactly(SampleEvents.DOMAIN);
    }

    @Test
    void some_events_are_delivered_twice_and_one_has_no_identity() {
        Set<String> seen = new HashSet<>();

        assertThat(samples.events())
                .anyMatch(event -> !seen.add(event.getString("source") + " " + event.getString("id")))
                .anyMatch(event -> event.getString("type").equals("Salesforce-Contact")
                        && !event.getJsonObject("data").containsKey("Id"));
    }

    @Test
    void one_ticket_arrives_before_its_requester() {
        Set<Long> known = new HashSet<>();
        Set<Long> waiting = new HashSet<>();
        Set<Long> found = new HashSet<>();
        for (JsonObject event : samples.events()) {
            JsonObject data = event.getJsonObject("data");
            if (event.getString("type").equals("zendesk.user.changed")) {
                known.add(data.getLong("id"));
                if (waiting.contains(data.getLong("id"))) {
                    found.add(data.getLong("id"));
                }
            } else if (event.getString("type").equals("zendesk.ticket.changed")
                    && !known.contains(data.getLong("requester_id"))) {
                waiting.add(data.getLong("requester_id"));
            }
        }

        assertThat(found).hasSize(1).isEqualTo(waiting);
    }

    @Test
    void orders_and_a_lead_are_about_people_whom_other_systems_know() {
        Set<String> known = emails("Salesforce-Contact");

        assertThat(emails("Shopify-Customer")).hasSize(2).isSubsetOf(known);
        assertThat(emails("Marketo-leads")).hasSize(1).isSubsetOf(known);
        assertThat(samples.events())
                .filteredOn(event -> event.getString("type").equals("Shopify-Order"))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void nobody_in_the_samples_can_be_called_or_written_to() {
        assertThat(samples.events()).allSatisfy(event -> {
            String text = event.getJsonObject("data").encode();
            assertThat(PHONE_NUMBER.matcher(text).results().map(match -> match.group()))
                    .allMatch(number -> number.substring(5).matches("55501\\d\\d"));
            assertThat(Pattern.compile("@[a-z.-]+").matcher(text).results().map(match -> match.group()))
                    .allMatch(host -> host.endsWith("example.com"));
        });
    }

    @Test
    void events_go_out_in_both_modes_of_cloudevents() {
        assertThat(distinct(event -> SampleProducer.message(event).contentType()))
                .containsExactlyInAnyOrder("application/json", "application/cloudevents+json; charset=utf-8");
    }

    private Set<String> emails(String type) {
        return samples.events().stream()
                .filter(event -> event.getString("type").equals(type))
                .map(event -> event.getJsonObject("data"))
                .map(data -> data.getString("Email", data.getString("email")))
                .collect(toSet());
    }

    private <T> Set<T> distinct(Function<JsonObject, T> property) {
        return samples.events().stream().map(property).collect(toSet());
    }
}
