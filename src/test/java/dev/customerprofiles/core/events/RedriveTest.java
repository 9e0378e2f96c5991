package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.Outcome.Status;
import dev.customerprofiles.core.state.Kind;

import static dev.customerprofiles.core.events.Told.person;
import static dev.customerprofiles.core.events.Told.ticket;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of rejected events that are tried again. */
class RedriveTest {

    private static final String NUMBERED_TICKETS =
            """
            {"Description": "tickets", "AllowProfileCreation": false, "Fields": {
              "number": {"Source": "{{_source.number}}"},
              "person": {"Source": "{{_source.person}}"},
              "title": {"Source": "{{_source.title}}", "Target": "_case.Title"}},
             "Keys": {
              "ticketNumber": [{"StandardIdentifiers": ["UNIQUE", "CASE"], "FieldNames": ["number"]}],
              "personId": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["person"]}]}}""";

    private final TestDomain domain = new TestDomain();

    @Test
    void event_is_applied_when_its_mapping_has_been_mended() {
        Outcome customer = domain.receives(person("p1"));
        domain.receives(ticket("")
                .of("p1")
                .with("number", "7")
                .with("title", "Broken")
                .at(5)
                .as("e1"));
        assertThat(domain.ledger("e1").orElseThrow().reason()).isEqualTo(Reason.NO_UNIQUE_KEY);

        domain.define("ticket", NUMBERED_TICKETS);
        Outcome outcome = domain.redrives("e1", Map.of()).orElseThrow();

        assertThat(outcome.status()).isEqualTo(Status.UPDATED);
        assertThat(outcome.profileId()).isEqualTo(customer.profileId());
        assertThat(domain.ledger("e1")).contains(outcome);
        assertThat(domain.kept("e1")).isEmpty();
        assertThat(domain.person("p1").cases()).singleElement().satisfies(item -> {
            assertThat(item.at()).isEqualTo(5);
            assertThat(item.fields().path("Title").asText()).isEqualTo("Broken");
        });
    }

    @Test
    void event_that_fails_again_stays_for_as_long_as_it_would_with_its_count() {
        domain.receives(ticket("").of("p1").as("e1"));
        long expires = domain.kept("e1").orElseThrow().expires();

        domain.waits(TestDomain.DAY);
        domain.redrives("e1", Map.of());
        Outcome outcome = domain.redrives("e1", Map.of()).orElseThrow();

        assertThat(outcome.reason()).isEqualTo(Reason.NO_UNIQUE_KEY);
        assertThat(domain.kept("e1")).hasValueSatisfying(kept -> {
            assertThat(kept.attempts()).isEqualTo(3);
            assertThat(kept.reason()).isEqualTo("no-unique-key");
            assertThat(kept.expires()).isEqualTo(expires);
        });
    }

    @Test
    void event_goes_to_the_type_that_its_integration_names_now() {
        domain.receives(person("p1"));
        domain.define("unheard-of", NUMBERED_TICKETS);
        domain.receives(new Told("unheard-of", Map.of("id", "t1", "person", "p1"), 1, "e1"));

        Outcome outcome = domain.redrives("e1", Map.of("unheard-of", "ticket")).orElseThrow();

        assertThat(outcome.status()).isEqualTo(Status.UPDATED);
        assertThat(domain.object(outcome, "ticket").owner()).isEqualTo(outcome.profileId());
    }

    @Test
    void parked_event_whose_customer_is_still_unknown_goes_on_waiting() {
        domain.receives(ticket("t1").of("p1").as("e1"));
        assertThat(domain.redrives("e1", Map.of()).orElseThrow().status()).isEqualTo(Status.PARKED);
        domain.receives(person("p1"));
        domain.redrivesWhatIsReady();
        assertThat(domain.ledger("e1").orElseThrow().status()).isEqualTo(Status.UPDATED);
    }

    @Test
    void what_is_no_event_of_this_domain_stays_so_whatever_it_carries() {
        EventId id = new EventId(TestDomain.SOURCE, "e1");
        String payload = person("p1").record().toString();
        for (Reason reason : new Reason[] {Reason.UNKNOWN_DOMAIN, Reason.NOT_A_CLOUD_EVENT, Reason.NOT_JSON}) {
            TestDomain fresh = new TestDomain();
            fresh.cannotRead(new UnreadableEvent(id, "person", reason, payload, Instant.EPOCH));
            assertThat(fresh.redrives("e1", Map.of()).orElseThrow().reason()).isEqualTo(reason);
            assertThat(fresh.kept("e1").orElseThrow().attempts()).isEqualTo(2);
            assertThat(fresh.bodies(Kind.PROFILE)).isEmpty();
        }
    }

    @Test
    void event_that_could_not_be_decided_is_applied_with_its_own_time() {
        domain.gaveUpOn(person("p1").with("name", "Ada").at(7).as("e1"));
        assertThat(domain.redrives("e1", Map.of()).orElseThrow().status()).isEqualTo(Status.CREATED);
        assertThat(domain.person("p1").sources()).singleElement().satisfies(source -> assertThat(source.updatedAt())
                .isEqualTo(7));
    }

    @Test
    void event_that_is_not_kept_has_no_outcome() {
        domain.receives(person("p1").as("e1"));
        assertThat(domain.redrives("e1", Map.of())).isEmpty();
        assertThat(domain.redrives("e2", Map.of())).isEmpty();
    }
}
