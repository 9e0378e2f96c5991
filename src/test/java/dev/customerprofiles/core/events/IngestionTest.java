package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.Outcome.Status;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.ProfileItem;
import dev.customerprofiles.core.profiles.Source;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

import static dev.customerprofiles.core.events.Told.lead;
import static dev.customerprofiles.core.events.Told.person;
import static dev.customerprofiles.core.events.Told.ticket;
import static org.assertj.core.api.Assertions.assertThat;

class IngestionTest {

    private final TestDomain domain = new TestDomain();

    @Test
    void first_record_of_a_customer_creates_a_profile() {
        Outcome outcome = domain.receives(person("p1")
                .with("first", "Ada")
                .with("mail", "Ada@Example.com")
                .with("city", "London"));
        assertThat(outcome.status()).isEqualTo(Status.CREATED);
        assertThat(outcome.reason()).isNull();
        Profile profile = domain.profile(outcome.profileId());
        assertThat(profile.profile().toString())
                .isEqualTo(
                        "{\"Address\":{\"City\":\"London\"},\"EmailAddress\":\"Ada@Example.com\",\"FirstName\":\"Ada\"}");
        assertThat(domain.owners("personId", "p1").only()).contains(outcome.profileId());
        assertThat(domain.owners("_email", "ada@example.com").only()).contains(outcome.profileId());
        assertThat(domain.owners("_fullName", "ada").only()).contains(outcome.profileId());
        assertThat(profile.words()).containsExactly("ada", "ada@example.com");
    }

    @Test
    void record_of_a_known_customer_updates_the_profile() {
        Outcome created = domain.receives(person("p1").with("first", "Ada"));
        Outcome updated = domain.receives(ticket("t1").of("p1").with("title", "Broken"));
        assertThat(updated.status()).isEqualTo(Status.UPDATED);
        assertThat(updated.profileId()).isEqualTo(created.profileId());
        assertThat(domain.person("p1").cases())
                .singleElement()
                .matches(item -> item.fields().path("Title").asText().equals("Broken"));
    }

    @Test
    void what_an_event_needs_is_read_in_two_steps() {
        domain.receives(person("p1").with("first", "Ada").with("mail", "ada@example.com"));
        assertThat(domain.readings()).as("of somebody new").isEqualTo(2);
        domain.receives(person("p1").with("first", "Ada").with("city", "London").at(2));
        assertThat(domain.readings()).as("also of somebody known").isEqualTo(4);
    }

    @Test
    void newer_version_that_says_the_same_leaves_what_readers_see_unchanged() {
        domain.receives(person("p1").with("first", "Ada").at(1));
        Outcome again = domain.receives(person("p1").with("first", "Ada").at(2));
        assertThat(again.status()).isEqualTo(Status.UNCHANGED);
        assertThat(domain.person("p1").sources().get(0).updatedAt()).isEqualTo(2);
    }

    @Test
    void older_event_does_not_overwrite_newer_case() {
        domain.receives(person("p1"));
        domain.receives(ticket("t1")
                .of("p1")
                .with("title", "New")
                .with("status", "open")
                .at(20));
        Outcome late = domain.receives(
                ticket("t1").of("p1").with("title", "Old").with("status", "new").at(10));
        assertThat(late.status()).isEqualTo(Status.STALE);
        assertThat(titles(domain.person("p1"))).containsExactly("New");
        assertThat(domain.person("p1").cases().get(0).at()).isEqualTo(20);
    }

    @Test
    void older_event_fills_what_newer_ones_did_not_say() {
        domain.receives(person("p1").with("first", "Ada").at(20));
        domain.receives(
                person("p1").with("first", "Old").with("last", "Lovelace").at(10));
        assertThat(domain.person("p1").profile().toString())
                .isEqualTo("{\"FirstName\":\"Ada\",\"LastName\":\"Lovelace\"}");
    }

    @Test
    void empty_value_never_blanks_one() {
        domain.receives(person("p1").with("first", "Ada").with("city", "London").at(1));
        domain.receives(person("p1").with("first", "").with("city", "  ").at(2));
        assertThat(domain.person("p1").profile().toString())
                .isEqualTo("{\"Address\":{\"City\":\"London\"},\"FirstName\":\"Ada\"}");
    }

    @Test
    void equal_source_times_go_by_event_whichever_comes_first() {
        domain.receives(person("p1").with("first", "B").at(5).as("b"));
        domain.receives(person("p1").with("first", "A").at(5).as("a"));
        domain.receives(person("p2").with("first", "A").at(5).as("c"));
        domain.receives(person("p2").with("first", "B").at(5).as("d"));
        assertThat(domain.person("p1").profile().path("FirstName").asText()).isEqualTo("B");
        assertThat(domain.person("p2").profile().path("FirstName").asText()).isEqualTo("B");
    }

    @Test
    void older_event_goes_to_the_owner_of_its_record_whatever_its_keys_say() {
        domain.receives(person("p1"));
        domain.receives(person("p2"));
        Outcome newer =
                domain.receives(ticket("t1").of("p1").with("title", "New").at(20));
        Outcome older =
                domain.receives(ticket("t1").of("p2").with("status", "open").at(10));
        assertThat(older.status()).isEqualTo(Status.STALE);
        assertThat(older.profileId()).isEqualTo(newer.profileId());
        assertThat(domain.person("p2").cases()).isEmpty();
        assertThat(domain.person("p1").cases().get(0).fields().path("Status").asText())
                .isEqualTo("open");
    }

    @Test
    void older_event_that_brings_a_stronger_key_of_another_customer_does_not_move_the_record() {
        domain.receives(person("p1"));
        domain.receives(person("p2").with("mail", "bob@example.com"));
        domain.receives(new Told("call", Map.of("id", "1", "title", "p1"), 20, null));
        Outcome older = domain.receives(new Told("call", Map.of("id", "1", "person", "bob@example.com"), 10, null));
        assertThat(older.status()).isEqualTo(Status.STALE);
        assertThat(older.profileId()).isEqualTo(ownerOf("p1"));
        assertThat(domain.person("p2").cases()).isEmpty();
    }

    @Test
    void newer_event_with_keys_of_another_customer_moves_the_record() {
        domain.receives(person("p1"));
        domain.receives(person("p2"));
        domain.receives(
                ticket("t1").of("p1").with("title", "Mine").with("note", "x").at(1));
        Outcome moved = domain.receives(ticket("t1").of("p2").at(2));
        assertThat(moved.status()).isEqualTo(Status.UPDATED);
        assertThat(domain.person("p1").cases()).isEmpty();
        assertThat(domain.person("p1").sources())
                .noneMatch(source -> source.type().equals("ticket"));
        assertThat(domain.person("p1").profile().has("Attributes")).isFalse();
        assertThat(titles(domain.person("p2"))).containsExactly("Mine");
        assertThat(domain.person("p2").profile().path("Attributes").path("note").asText())
                .isEqualTo("x");
        assertThat(domain.object(moved, "ticket").owner()).isEqualTo(moved.profileId());
    }

    @Test
    void customer_gives_back_the_keys_of_a_record_that_moves() {
        domain.receives(person("p1"));
        domain.receives(person("p2"));
        domain.receives(lead("l1").of("p1").with("mail", "x@example.com").at(1));
        String second = domain.receives(lead("l1").of("p2").at(2)).profileId();
        assertThat(domain.owners("leadId", "l1").only()).contains(second);
        assertThat(domain.owners("_email", "x@example.com").only()).contains(second);
        assertThat(domain.person("p1").keys()).isEmpty();
        assertThat(domain.owners("personId", "p1").owners()).singleElement().matches(owner -> owner.refs() == 1);
        assertThat(domain.owners("personId", "p2").owners()).singleElement().matches(owner -> owner.refs() == 2);
    }

    @Test
    void what_another_record_says_shows_again_when_the_one_that_hid_it_moves_away() {
        domain.receives(person("p1"));
        domain.receives(person("p2"));
        domain.receives(
                lead("l1").of("p1").with("first", "Older").with("city", "Paris").at(10));
        domain.receives(
                lead("l2").of("p1").with("first", "Newer").with("city", "Rome").at(20));
        assertThat(domain.person("p1").profile().path("FirstName").asText()).isEqualTo("Newer");
        domain.receives(lead("l2").of("p2").at(30));
        assertThat(domain.person("p1").profile().toString())
                .isEqualTo("{\"Address\":{\"City\":\"Paris\"},\"FirstName\":\"Older\"}");
        assertThat(source("p1", "lead").updatedAt()).isEqualTo(10);
        assertThat(source("p1", "lead").records()).isEqualTo(1);
    }

    @Test
    void value_that_its_record_takes_to_an_older_one_gives_way_to_another_record() {
        domain.receives(person("p1"));
        domain.receives(lead("l1").of("p1").with("note", "constant").at(10));
        domain.receives(lead("l2").of("p1").with("note", "other").at(9));
        assertThat(domain.person("p1").profile().path("Attributes").path("note").asText())
                .isEqualTo("constant");
        domain.receives(lead("l2").of("p1").with("note", "newest").at(11));
        assertThat(domain.person("p1").profile().path("Attributes").path("note").asText())
                .isEqualTo("newest");
    }

    @Test
    void pane_shows_the_newest_and_not_more_than_the_rule() {
        domain.receives(person("p1"));
        for (int i : new int[] {3, 1, 4, 2}) {
            domain.receives(ticket("t" + i).of("p1").with("title", "no " + i).at(i));
        }
        assertThat(titles(domain.person("p1"))).containsExactly("no 4", "no 3");
    }

    @Test
    void pane_is_filled_again_when_a_record_moves_away() {
        domain.receives(person("p1"));
        domain.receives(person("p2"));
        for (int i = 1; i <= 4; i++) {
            domain.receives(ticket("t" + i).of("p1").with("title", "no " + i).at(i));
        }
        domain.receives(ticket("t4").of("p2").at(9));
        assertThat(titles(domain.person("p1"))).containsExactly("no 3", "no 2");
        assertThat(titles(domain.person("p2"))).containsExactly("no 4");
    }

    @Test
    void pane_is_filled_again_when_one_commit_takes_away_more_than_was_read_for_it() {
        domain.receives(person("p1"));
        domain.receives(person("p2"));
        for (int i = 1; i <= 20; i++) {
            domain.receives(
                    ticket("t" + (100 + i)).of("p1").with("title", "no " + i).at(i));
        }
        Told[] moves = new Told[18];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = ticket("t" + (120 - i)).of("p2").at(100);
        }
        assertThat(domain.receivesTogether(moves)).allMatch(outcome -> outcome.status() == Status.UPDATED);
        assertThat(titles(domain.person("p1"))).containsExactly("no 2", "no 1");
        assertThat(source("p1", "ticket").records()).isEqualTo(2);
    }

    @Test
    void repeated_event_gets_the_same_answer_and_changes_nothing() {
        domain.receives(person("p1").with("first", "Ada").as("e1"));
        Told[] all = {
            person("p1").with("first", "Ada").as("e1"),
            ticket("t1").of("p1").at(5).as("e2"),
            ticket("t1").of("p1").with("title", "x").at(4).as("e3"),
            ticket("t2").of("nobody").as("e4"),
            person("").as("e5")
        };
        Status[] expected = {Status.CREATED, Status.UPDATED, Status.STALE, Status.PARKED, Status.REJECTED};
        for (int i = 0; i < all.length; i++) {
            Outcome first = domain.receives(all[i]);
            Map<Ref, Document> before = domain.everything();
            assertThat(first.status()).isEqualTo(expected[i]);
            assertThat(domain.receives(all[i])).isEqualTo(first);
            assertThat(domain.everything()).isEqualTo(before);
        }
    }

    @Test
    void same_version_under_another_event_changes_nothing_that_readers_see() {
        domain.receives(person("p1").with("first", "Ada").at(5).as("e1"));
        assertThat(domain.receives(person("p1").with("first", "Ada").at(5).as("e2"))
                        .status())
                .isEqualTo(Status.UNCHANGED);
        assertThat(domain.receives(person("p1").with("first", "Ada").at(5).as("e0"))
                        .status())
                .isEqualTo(Status.STALE);
    }

    @Test
    void record_without_identity_is_rejected_and_kept() {
        Outcome outcome = domain.receives(ticket("").of("p1").as("e1"));
        assertThat(outcome).isEqualTo(Outcome.rejected(Reason.NO_UNIQUE_KEY, null));
        assertThat(domain.kept("e1")).hasValueSatisfying(kept -> {
            assertThat(kept.reason()).isEqualTo("no-unique-key");
            assertThat(kept.parked()).isFalse();
            assertThat(kept.object()).isEqualTo("{\"id\":\"\",\"person\":\"p1\"}");
        });
        assertThat(domain.ledger("e1")).contains(outcome);
    }

    @Test
    void record_without_a_key_that_finds_a_profile_is_rejected() {
        Outcome outcome = domain.receives(ticket("t1").as("e1"));
        assertThat(outcome.reason()).isEqualTo(Reason.NO_PROFILE_KEY);
        assertThat(outcome.uniqueKey()).isNotNull();
        assertThat(domain.bodies(Kind.OBJECT)).isEmpty();
    }

    @Test
    void rejected_call_stores_nothing() {
        domain.receives(person("p1"));
        Map<Ref, Document> before = domain.everything();
        assertThat(domain.isCalledWith(ticket("").of("p1").as("e1")).reason()).isEqualTo(Reason.NO_UNIQUE_KEY);
        assertThat(domain.isCalledWith(ticket("t1").as("e2")).reason()).isEqualTo(Reason.NO_PROFILE_KEY);
        assertThat(domain.everything()).isEqualTo(before);
    }

    @Test
    void unreadable_event_is_kept_with_what_was_sent() {
        UnreadableEvent event = new UnreadableEvent(
                new EventId(TestDomain.SOURCE, "e1"), null, Reason.NOT_JSON, "not json", Instant.ofEpochMilli(7));
        Outcome outcome = domain.cannotRead(event);
        assertThat(outcome).isEqualTo(Outcome.rejected(Reason.NOT_JSON, null));
        Map<Ref, Document> before = domain.everything();
        assertThat(domain.cannotRead(event)).isEqualTo(outcome);
        assertThat(domain.everything()).isEqualTo(before);
        assertThat(domain.kept("e1")).hasValueSatisfying(kept -> {
            assertThat(kept.object()).isEqualTo("not json");
            assertThat(kept.at()).isEqualTo(7);
        });
    }

    @Test
    void record_that_would_make_the_profile_too_large_is_rejected_with_nothing_changed() {
        TestDomain small = new TestDomain(2, 1_000);
        small.receives(person("p1").with("first", "Ada"));
        Map<Ref, Document> before = small.everything();
        Told large = lead("l1").of("p1").with("note", "x".repeat(250)).with("first", "y".repeat(250));
        assertThat(small.isCalledWith(large).reason()).isEqualTo(Reason.PROFILE_TOO_LARGE);
        assertThat(small.everything()).isEqualTo(before);
        assertThat(small.receives(large.as("e1")).reason()).isEqualTo(Reason.PROFILE_TOO_LARGE);
        assertThat(small.kept("e1")).isPresent();
        assertThat(small.bodies(Kind.OBJECT)).hasSize(1);
        assertThat(small.owners("leadId", "l1").unowned()).isTrue();
    }

    @Test
    void record_whose_keys_are_all_ambiguous_is_rejected_where_its_type_may_not_create() {
        domain.receives(person("p1").with("mail", "family@example.com"));
        domain.receives(person("p2").with("mail", "family@example.com"));
        Told call = new Told("call", Map.of("id", "1", "person", "family@example.com"), 1, "e1");
        assertThat(domain.receives(call).reason()).isEqualTo(Reason.AMBIGUOUS_PROFILE);
        assertThat(domain.kept("e1"))
                .hasValueSatisfying(kept -> assertThat(kept.waits()).isEmpty());
        assertThat(domain.receives(call.as("e2").with("title", "p2")).profileId())
                .isEqualTo(ownerOf("p2"));
    }

    @Test
    void source_priority_of_a_type_shows_over_a_newer_value() {
        domain.priority("person", 1);
        domain.receives(person("p1").with("first", "Ada").at(1));
        domain.receives(lead("l1").of("p1").with("first", "Adele").at(2));
        assertThat(domain.person("p1").profile().path("FirstName").asText()).isEqualTo("Ada");
    }

    private String ownerOf(String person) {
        return domain.owners("personId", person).only().orElseThrow();
    }

    private Source source(String person, String type) {
        return domain.person(person).sources().stream()
                .filter(source -> source.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> titles(Profile profile) {
        return profile.cases().stream()
                .map(ProfileItem::fields)
                .map(fields -> fields.path("Title").asText())
                .toList();
    }
}
