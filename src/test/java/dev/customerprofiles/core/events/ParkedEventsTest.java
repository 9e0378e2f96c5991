package dev.customerprofiles.core.events;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.Outcome.Status;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

import static dev.customerprofiles.core.events.Told.lead;
import static dev.customerprofiles.core.events.Told.person;
import static dev.customerprofiles.core.events.Told.ticket;
import static org.assertj.core.api.Assertions.assertThat;

class ParkedEventsTest {

    private static final Key ADAS = new Key("personId", "p1");

    private final TestDomain domain = new TestDomain();

    @Test
    void ticket_of_an_unknown_customer_is_parked_under_its_keys() {
        Outcome outcome = domain.receives(ticket("t1").of("p1").at(7).as("e1"));
        assertThat(outcome.status()).isEqualTo(Status.PARKED);
        assertThat(outcome.reason()).isEqualTo(Reason.NO_PROFILE);
        assertThat(domain.ledger("e1")).contains(outcome);
        assertThat(domain.bodies(Kind.OBJECT)).isEmpty();
        assertThat(domain.bodies(Kind.PROFILE)).isEmpty();
        assertThat(domain.owners("personId", "p1").waiting()).isTrue();
        assertThat(domain.kept("e1")).hasValueSatisfying(kept -> {
            assertThat(kept.parked()).isTrue();
            assertThat(kept.waits()).containsExactly("personId|p1");
            assertThat(kept.attempts()).isEqualTo(1);
            assertThat(kept.time()).isEqualTo(7);
        });
    }

    @Test
    void parked_ticket_is_applied_when_its_customer_has_arrived() {
        Outcome parked =
                domain.receives(ticket("t1").of("p1").with("title", "Broken").as("e1"));
        Outcome created = domain.receives(person("p1"));
        assertThat(domain.owners("personId", "p1").ready()).isTrue();
        assertThat(domain.redrives(ADAS)).isFalse();
        assertThat(domain.person("p1").cases()).hasSize(1);
        assertThat(domain.kept("e1")).isEmpty();
        assertThat(domain.ledger("e1"))
                .contains(new Outcome(Status.UPDATED, null, created.profileId(), parked.uniqueKey()));
        assertThat(domain.owners("personId", "p1").waiting()).isFalse();
        assertThat(domain.owners("personId", "p1").ready()).isFalse();
    }

    @Test
    void redriven_event_keeps_the_source_time_it_was_sent_with() {
        for (long time : new long[] {0, 1, 1_700_000_000_000L}) {
            TestDomain fresh = new TestDomain();
            fresh.receives(ticket("t1").of("p1").at(time));
            fresh.receives(person("p1"));
            fresh.redrives(ADAS);
            assertThat(fresh.person("p1").cases().get(0).at()).isEqualTo(time);
        }
    }

    @Test
    void key_without_a_new_owner_has_nothing_to_redrive() {
        domain.receives(ticket("t1").of("p1"));
        Map<Ref, Document> before = domain.everything();
        assertThat(domain.redrives(ADAS)).isFalse();
        assertThat(domain.redrives(new Key("personId", "unheard-of"))).isFalse();
        assertThat(domain.everything()).isEqualTo(before);
    }

    @Test
    void more_parked_events_than_are_redriven_at_once_are_left_for_another_time() {
        int parked = 2 * Decisions.REDRIVEN_AT_ONCE + 1;
        for (int i = 0; i < parked; i++) {
            domain.receives(ticket("t" + i).of("p1"));
        }
        domain.receives(person("p1"));
        assertThat(domain.redrives(ADAS)).isTrue();
        assertThat(domain.bodies(Kind.REJECTED)).hasSize(parked - Decisions.REDRIVEN_AT_ONCE);
        assertThat(domain.owners("personId", "p1").ready()).isTrue();
        assertThat(domain.redrives(ADAS)).isTrue();
        assertThat(domain.redrives(ADAS)).isFalse();
        assertThat(domain.bodies(Kind.REJECTED)).isEmpty();
        assertThat(domain.owners("personId", "p1").waiting()).isFalse();
        assertThat(domain.bodies(Kind.OBJECT)).hasSize(parked + 1);
    }

    @Test
    void event_that_waits_for_two_keys_is_applied_by_the_first_and_forgotten_by_the_second() {
        domain.receives(new Told("call", Map.of("id", "1", "person", "ada@example.com", "title", "p2"), 1, "e1"));
        domain.receives(person("p1").with("mail", "ada@example.com"));
        domain.redrivesWhatIsReady();
        assertThat(domain.person("p1").cases()).hasSize(1);
        domain.receives(person("p2"));
        domain.redrivesWhatIsReady();
        // by then the call has given its customer the second key
        assertThat(domain.person("p2")).isEqualTo(domain.person("p1"));
        assertThat(domain.person("p1").cases()).hasSize(1);
        assertThat(domain.owners("personId", "p2").waiting()).isFalse();
    }

    @Test
    void event_whose_key_has_got_several_owners_is_rejected_when_it_is_redriven() {
        domain.receives(new Told("call", Map.of("id", "1", "person", "family@example.com"), 1, "e1"));
        domain.receives(person("p1").with("mail", "family@example.com"));
        domain.receives(person("p2").with("mail", "family@example.com"));
        domain.redrivesWhatIsReady();
        assertThat(domain.ledger("e1").orElseThrow().reason()).isEqualTo(Reason.AMBIGUOUS_PROFILE);
        assertThat(domain.kept("e1")).hasValueSatisfying(kept -> {
            assertThat(kept.parked()).isFalse();
            assertThat(kept.waits()).isEmpty();
            assertThat(kept.attempts()).isEqualTo(2);
        });
        assertThat(domain.owners("_email", "family@example.com").waiting()).isFalse();
    }

    @Test
    void event_waits_on_where_its_customer_has_gone_again_and_is_applied_to_the_next() {
        domain.receives(ticket("t1").of("p1").as("e1"));
        String first = domain.receives(person("p1")).profileId();
        domain.erases(first);
        domain.redrivesWhatIsReady();
        assertThat(domain.ledger("e1").orElseThrow().status()).isEqualTo(Status.PARKED);
        assertThat(domain.owners("personId", "p1").ready()).isFalse();
        assertThat(domain.owners("personId", "p1").waiting()).isTrue();
        domain.receives(person("p1"));
        domain.redrivesWhatIsReady();
        assertThat(domain.person("p1").cases()).hasSize(1);
    }

    @Test
    void event_that_waits_for_other_keys_since_its_type_has_changed_is_applied_by_those() {
        domain.receives(new Told("ticket", Map.of("id", "t1", "person", "p1", "title", "p2"), 1, "e1"));
        domain.define(
                "ticket",
                TestTypes.TICKET.replace(
                        "\"PROFILE\"], \"FieldNames\": [\"person\"]", "\"PROFILE\"], \"FieldNames\": [\"title\"]"));
        domain.receives(person("p1"));
        domain.redrivesWhatIsReady();
        assertThat(domain.ledger("e1").orElseThrow().status()).isEqualTo(Status.PARKED);
        domain.receives(person("p2"));
        domain.redrivesWhatIsReady();
        assertThat(domain.person("p2").cases()).hasSize(1);
    }

    @Test
    void event_of_a_type_that_is_gone_is_rejected_when_it_is_redriven() {
        domain.receives(ticket("t1").of("p1").as("e1"));
        domain.forgetType("ticket");
        domain.receives(person("p1"));
        domain.redrivesWhatIsReady();
        assertThat(domain.ledger("e1").orElseThrow().reason()).isEqualTo(Reason.UNKNOWN_TYPE);
        assertThat(domain.kept("e1")).isPresent();
    }

    @Test
    void event_that_cannot_be_processed_does_not_keep_the_others_waiting() {
        Outcome first = domain.receives(ticket("t1").of("p1").as("e1"));
        domain.receives(ticket("t2").of("p1").as("e2"));
        domain.damages(SourceObject.ref("ticket", first.uniqueKey()));
        domain.receives(person("p1"));
        domain.redrivesWhatIsReady();
        assertThat(domain.ledger("e1")).contains(Outcome.rejected(Reason.INTERNAL, first.uniqueKey()));
        assertThat(domain.kept("e1"))
                .hasValueSatisfying(kept -> assertThat(kept.parked()).isFalse());
        assertThat(domain.person("p1").cases()).hasSize(1);
        assertThat(domain.owners("personId", "p1").waiting()).isFalse();
    }

    @Test
    void versions_of_one_ticket_that_waited_end_as_if_they_had_come_in_order() {
        domain.receives(ticket("t1").of("p1").with("title", "New").at(20));
        domain.receives(ticket("t1")
                .of("p1")
                .with("title", "Old")
                .with("status", "open")
                .at(10));
        domain.receives(lead("l1").of("p1"));
        domain.redrivesWhatIsReady();
        assertThat(domain.person("p1").cases()).singleElement().satisfies(item -> {
            assertThat(item.fields().path("Title").asText()).isEqualTo("New");
            assertThat(item.fields().path("Status").asText()).isEqualTo("open");
        });
    }
}
