package dev.customerprofiles.core.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.Outcome.Status;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

import static dev.customerprofiles.core.events.Told.lead;
import static dev.customerprofiles.core.events.Told.person;
import static dev.customerprofiles.core.events.Told.ticket;
import static org.assertj.core.api.Assertions.assertThat;

class ErasureTest {

    private static final int MANY = 3 * TestDomain.ERASED_AT_ONCE - 1;

    private final TestDomain domain = new TestDomain();

    @Test
    void erased_customer_is_gone_with_all_records_and_keys() {
        domain.receives(person("p2").with("mail", "family@example.com"));
        Map<Ref, Document> before = domain.everything();
        String id = domain.receives(person("p1").with("first", "Ada").with("mail", "family@example.com"))
                .profileId();
        for (int i = 0; i < 5; i++) {
            domain.receives(ticket("t" + i).of("p1").with("title", "no " + i));
        }
        domain.receives(lead("l1").of("p1").with("phone", "2065550100"));
        assertThat(domain.erases(id)).isTrue();
        assertThat(live()).isEqualTo(live(before));
        assertThat(domain.owners("_email", "family@example.com").only()).isPresent();
    }

    @Test
    void every_removed_document_leaves_nothing_but_a_tombstone() {
        Outcome created = domain.receives(person("p1").with("mail", "ada@example.com"));
        domain.erases(created.profileId());
        Set<Ref> tombstones = domain.everything().values().stream()
                .filter(Document::erased)
                .peek(document -> assertThat(document.body().size()).isEqualTo(1))
                .map(Document::ref)
                .collect(Collectors.toSet());
        assertThat(tombstones)
                .containsExactlyInAnyOrder(
                        Profile.ref(created.profileId()),
                        SourceObject.ref("person", created.uniqueKey()),
                        new Ref(Kind.IDENTITY, "personId|p1"),
                        new Ref(Kind.IDENTITY, "_email|ada@example.com"));
    }

    @Test
    void there_is_nobody_to_erase_under_an_unknown_or_erased_id() {
        String id = domain.receives(person("p1")).profileId();
        assertThat(domain.erases("nobody")).isFalse();
        assertThat(domain.erases(id)).isTrue();
        Map<Ref, Document> before = domain.everything();
        assertThat(domain.erases(id)).isFalse();
        assertThat(domain.everything()).isEqualTo(before);
    }

    @Test
    void tombstone_is_purged_only_after_its_time() {
        String id = domain.receives(person("p1")).profileId();
        assertThat(domain.purges(Profile.ref(id))).isFalse();
        domain.erases(id);
        domain.waits(TestDomain.DAY);
        assertThat(domain.purges(Profile.ref(id))).isFalse();
        domain.waits(Duration.ofMillis(1));
        assertThat(domain.purges(Profile.ref(id))).isTrue();
        assertThat(domain.everything()).doesNotContainKey(Profile.ref(id));
        assertThat(domain.purges(Profile.ref(id))).isFalse();
    }

    @Test
    void document_that_lives_again_is_not_purged() {
        domain.erases(domain.receives(person("p1")).profileId());
        domain.waits(TestDomain.DAY.multipliedBy(2));
        domain.receives(person("p1"));
        assertThat(domain.purges(new Ref(Kind.IDENTITY, "personId|p1"))).isFalse();
        assertThat(domain.owners("personId", "p1").only()).isPresent();
    }

    @Test
    void records_that_come_after_the_erasure_make_a_new_customer() {
        String first = domain.receives(person("p1").with("first", "Ada").with("last", "Lovelace"))
                .profileId();
        domain.erases(first);
        Outcome again = domain.receives(person("p1").with("first", "Ada"));
        assertThat(again.status()).isEqualTo(Status.CREATED);
        assertThat(again.profileId()).isNotEqualTo(first);
        assertThat(domain.person("p1").profile().toString()).isEqualTo("{\"FirstName\":\"Ada\"}");
    }

    @Test
    void repeated_event_of_an_erased_customer_brings_nothing_back() {
        String id = domain.receives(person("p1").as("e1")).profileId();
        domain.erases(id);
        assertThat(domain.receives(person("p1").as("e1")).profileId()).isEqualTo(id);
        assertThat(domain.bodies(Kind.PROFILE)).isEmpty();
    }

    @Test
    void customer_with_many_records_is_gone_at_once_and_the_records_step_by_step() {
        String id = aCustomerWithManyTickets();
        assertThat(domain.erases(id)).isTrue();
        assertThat(domain.bodies(Kind.PROFILE)).isEmpty();
        assertThat(domain.bodies(Kind.OBJECT)).hasSize(MANY + 1 - TestDomain.ERASED_AT_ONCE);
        int steps = 2;
        while (domain.erasesMore(id)) {
            steps++;
        }
        assertThat(steps).isEqualTo((MANY + 1) / TestDomain.ERASED_AT_ONCE);
        assertThat(live()).isEmpty();
        assertThat(domain.erasesMore(id)).isFalse();
    }

    @Test
    void events_that_come_while_records_are_removed_make_a_new_customer() {
        String id = aCustomerWithManyTickets();
        domain.erases(id);
        for (int i = 0; i < MANY; i++) {
            Outcome parked = domain.receives(
                    ticket("t" + i).of("p1").with("title", "again").at(9));
            assertThat(parked.status()).isEqualTo(Status.PARKED);
        }
        Outcome created = domain.receives(person("p1").with("first", "Ada").at(9));
        assertThat(created.status()).isEqualTo(Status.CREATED);
        assertThat(created.profileId()).isNotEqualTo(id);
        domain.redrivesWhatIsReady();
        while (domain.erasesMore(id)) {
            assertThat(domain.owners("personId", "p1").only()).isEmpty();
        }
        assertThat(domain.owners("personId", "p1").only()).contains(created.profileId());
        assertThat(domain.owners("personId", "p1").owners().get(0).refs()).isEqualTo(MANY + 1);
        assertThat(domain.bodies(Kind.OBJECT)).hasSize(MANY + 1);
        assertThat(domain.bodies(Kind.PROFILE)).containsOnlyKeys(Profile.ref(created.profileId()));
    }

    @Test
    void erasure_takes_what_people_said_out_of_the_audit_trail() {
        String id = domain.receives(person("p1")).profileId();
        domain.edits((editing, view, act, now) ->
                editing.addKeys(view, act, id, Editing.Expected.ANY, List.of(new Key("card", "4711")), 9, now));
        assertThat(domain.bodies(Kind.HISTORY).toString()).contains("4711");
        domain.edits((editing, view, act, now) -> editing.delete(view, act, id, Editing.Expected.ANY, now));
        assertThat(domain.bodies(Kind.HISTORY).toString())
                .doesNotContain("4711")
                .contains("ADDED_PROFILE_KEY", "DELETED_BY_CUSTOMER", "INGESTED");
        assertThat(domain.bodies(Kind.PROFILE)).isEmpty();
    }

    private String aCustomerWithManyTickets() {
        String id =
                domain.receives(person("p1").with("mail", "ada@example.com")).profileId();
        for (int i = 0; i < MANY; i++) {
            domain.receives(ticket("t" + i).of("p1").at(5));
        }
        return id;
    }

    private Map<Ref, ObjectNode> live() {
        return live(domain.everything());
    }

    private static Map<Ref, ObjectNode> live(Map<Ref, Document> documents) {
        return documents.values().stream()
                .filter(document -> !document.erased() && document.ref().kind() != Kind.HISTORY)
                .collect(Collectors.toMap(Document::ref, Document::body));
    }
}
