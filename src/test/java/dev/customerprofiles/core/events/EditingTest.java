package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.Editing.Expected;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.profiles.Patch;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;

import static dev.customerprofiles.core.events.Told.contact;
import static dev.customerprofiles.core.events.Told.lead;
import static dev.customerprofiles.core.events.Told.person;
import static dev.customerprofiles.core.events.Told.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EditingTest {

    private static final Edited NOT_FOUND = new Edited.NotFound();
    private static final Edited OUTDATED = new Edited.Outdated();
    private static final int MOST = 3;
    private static final String CONTACT = "_ctrContactId";

    private final TestDomain domain = new TestDomain();

    @Test
    void profile_made_by_hand_is_found_by_its_keys() {
        assertThat(create(
                        "a1", "{'FirstName': 'Ada', 'PhoneNumber': '(206) 555-0100', 'Attributes': {'tier': 'gold'}}"))
                .isEqualTo(new Edited.Done("a1"));
        assertThat(domain.customer("_phone", "+12065550100").profile().toString())
                .isEqualTo(
                        "{\"Attributes\":{\"tier\":\"gold\"},\"FirstName\":\"Ada\",\"PhoneNumber\":\"(206) 555-0100\"}");
        assertThat(domain.profile("a1").words()).contains("ada", "12065550100");
    }

    @Test
    void profile_without_any_field_can_be_made_and_changed() {
        create("a1", "{}");
        update("a1", "{'FirstName': 'Ada'}");
        assertThat(shown("a1", "FirstName")).isEqualTo("Ada");
    }

    @Test
    void absent_members_stay_and_empty_ones_are_cleared() {
        create("a1", "{'FirstName': 'Ada', 'LastName': 'King', 'Attributes': {'tier': 'gold', 'since': '1843'}}");
        update("a1", "{'LastName': '', 'Attributes': {'tier': ''}}");
        assertThat(domain.profile("a1").profile().toString())
                .isEqualTo("{\"Attributes\":{\"since\":\"1843\"},\"FirstName\":\"Ada\"}");
    }

    @Test
    void value_set_by_hand_stays_whatever_its_source_says_later() {
        String id = domain.receives(person("p1").with("first", "Ada")).profileId();
        update(id, "{'FirstName': 'Augusta'}");
        domain.receives(person("p1").with("first", "A.").at(Long.MAX_VALUE / 2));
        assertThat(shown(id, "FirstName")).isEqualTo("Augusta");
    }

    @Test
    void cleared_field_stays_cleared_until_a_newer_record_carries_it() {
        String id = domain.receives(person("p1").with("first", "Ada").at(5)).profileId();
        update(id, "{'FirstName': ''}");
        domain.receives(lead("l1").of("p1").with("first", "late").at(6));
        assertThat(shown(id, "FirstName")).isEmpty();
        domain.receives(lead("l2").of("p1").with("first", "new").at(Long.MAX_VALUE / 2));
        assertThat(shown(id, "FirstName")).isEqualTo("new");
    }

    @Test
    void part_of_an_address_is_changed_in_the_address_that_shows() {
        String id = domain.receives(person("p1").with("city", "London").with("country", "UK"))
                .profileId();
        update(id, "{'Address': {'City': 'Paris', 'PostalCode': '75001', 'Country': ''}}");
        assertThat(domain.profile(id).profile().toString())
                .isEqualTo("{\"Address\":{\"City\":\"Paris\",\"PostalCode\":\"75001\"}}");
        update(id, "{'Address': {'City': '', 'PostalCode': ''}}");
        assertThat(domain.profile(id).profile()).isEmpty();
    }

    @Test
    void gender_said_one_way_replaces_the_other_way() {
        create("a1", "{'GenderString': 'f'}");
        update("a1", "{'Gender': 'FEMALE'}");
        assertThat(domain.profile("a1").profile().toString()).isEqualTo("{\"Gender\":\"FEMALE\"}");
        assertThatExceptionOfType(Patch.Contradiction.class)
                .isThrownBy(() -> patch("{'PartyType': 'OTHER', 'PartyTypeString': 'club'}"))
                .withMessageContaining("PartyTypeString");
        update("a1", "{'Gender': 'MALE', 'GenderString': ''}");
        assertThat(shown("a1", "Gender")).isEqualTo("MALE");
    }

    @Test
    void engagement_preferences_are_replaced_list_by_list() {
        create("a1", "{'EngagementPreferences': {'Phone': [{'ProfileId': 'x'}], 'Email': [{'ProfileId': 'y'}]}}");
        update("a1", "{'EngagementPreferences': {'Phone': []}}");
        assertThat(domain.profile("a1").profile().toString())
                .isEqualTo("{\"EngagementPreferences\":{\"Email\":[{\"ProfileId\":\"y\"}]}}");
    }

    @Test
    void number_changed_by_hand_is_no_key_any_more() {
        create("a1", "{'PhoneNumber': '2065550100'}");
        update("a1", "{'PhoneNumber': '2065550199'}");
        assertThat(domain.owners("_phone", "+12065550100").unowned()).isTrue();
        assertThat(domain.owners("_phone", "+12065550199").only()).contains("a1");
    }

    @Test
    void update_on_a_known_revision_happens_only_once_in_a_batch() {
        create("a1", "{'FirstName': 'Ada'}");
        long seen = domain.revision("a1");
        List<Edited> both = domain.editsTogether(
                updateOf("a1", seen, "{'LastName': 'King'}"), updateOf("a1", seen, "{'LastName': 'Byron'}"));
        assertThat(both).containsExactly(new Edited.Done("a1"), OUTDATED);
        assertThat(shown("a1", "LastName")).isEqualTo("King");
    }

    @Test
    void update_on_a_revision_that_an_event_has_changed_does_nothing() {
        String id = domain.receives(person("p1").with("first", "Ada")).profileId();
        long seen = domain.revision(id);
        domain.receives(ticket("t1").of("p1"));
        var before = domain.everything();
        assertThat(domain.edits(updateOf(id, seen, "{'FirstName': 'A.'}"))).isEqualTo(OUTDATED);
        assertThat(domain.everything()).isEqualTo(before);
        assertThat(domain.edits(updateOf(id, domain.revision(id), "{'FirstName': 'A.'}")))
                .isEqualTo(new Edited.Done(id));
    }

    @Test
    void edit_that_is_decided_again_after_it_has_happened_happens_once() {
        create("a1", "{}");
        Act act = new Act("same", "agent-7");
        TestDomain.ByHand hand = (editing, view, other, now) ->
                editing.addKeys(view, act, "a1", Expected.ANY, List.of(new Key("card", "1")), MOST, now);
        domain.edits(hand);
        domain.edits((editing, view, other, now) ->
                editing.deleteKeys(view, other, "a1", Expected.ANY, List.of(new Key("card", "1")), now));
        assertThat(domain.edits(hand)).isEqualTo(new Edited.Done("a1"));
        assertThat(domain.profile("a1").added()).isEmpty();
    }

    @Test
    void profile_that_does_not_exist_cannot_be_edited() {
        assertThat(update("nobody", "{'FirstName': 'A'}")).isEqualTo(NOT_FOUND);
        assertThat(addKey("nobody", "card", "1")).isEqualTo(NOT_FOUND);
        assertThat(domain.everything()).isEmpty();
    }

    @Test
    void profile_does_not_grow_beyond_its_limit_by_hand() {
        TestDomain small = new TestDomain(2, 300);
        small.edits((editing, view, act, now) -> editing.create(view, act, "a1", patch("{}"), now));
        assertThat(small.edits((editing, view, act, now) -> editing.update(
                        view, act, "a1", Expected.ANY, patch("{'LastName': '" + "x".repeat(255) + "'}"), now)))
                .isEqualTo(new Edited.Refused(Edited.Rule.PROFILE_SIZE));
    }

    @Test
    void added_key_leads_to_the_profile_until_it_is_deleted() {
        create("a1", "{}");
        addKey("a1", "personId", "p1");
        Outcome told = domain.receives(ticket("t1").of("p1"));
        assertThat(told.profileId()).isEqualTo("a1");
        assertThat(deleteKey("a1", "personId", "p1")).isEqualTo(new Edited.Done("a1"));
        assertThat(domain.profile("a1").keys()).isEmpty();
        assertThat(domain.owners("personId", "p1").only()).as("by its ticket").contains("a1");
    }

    @Test
    void ticket_that_waits_for_a_key_goes_to_the_profile_that_gets_it() {
        domain.receives(ticket("t1").of("p1").with("title", "Broken").as("e1"));
        create("a1", "{}");
        addKey("a1", "personId", "p1");
        domain.redrivesWhatIsReady();
        assertThat(domain.profile("a1").cases()).hasSize(1);
    }

    @Test
    void added_key_that_a_field_says_as_well_stays_with_the_field() {
        create("a1", "{'EmailAddress': 'ada@example.com'}");
        addKey("a1", "_email", "ada@example.com");
        assertThat(domain.owners("_email", "ada@example.com").owners()).hasSize(1);
        deleteKey("a1", "_email", "ada@example.com");
        assertThat(domain.owners("_email", "ada@example.com").only()).contains("a1");
        assertThat(deleteKey("a1", "_email", "ada@example.com"))
                .isEqualTo(new Edited.Refused(Edited.Rule.KEY_IS_ADDED));
        update("a1", "{'EmailAddress': ''}");
        assertThat(domain.owners("_email", "ada@example.com").unowned()).isTrue();
        assertThat(deleteKey("a1", "_email", "ada@example.com"))
                .isEqualTo(new Edited.Refused(Edited.Rule.KEY_IS_KNOWN));
    }

    @Test
    void profile_takes_only_so_many_added_keys() {
        create("a1", "{}");
        for (int i = 0; i < MOST; i++) {
            assertThat(addKey("a1", "card", "c" + i)).isEqualTo(new Edited.Done("a1"));
        }
        assertThat(addKey("a1", "card", "c0")).isEqualTo(new Edited.Done("a1"));
        assertThat(addKey("a1", "card", "more")).isEqualTo(new Edited.Refused(Edited.Rule.KEYS_OF_PROFILE));
    }

    @Test
    void contact_that_ends_later_goes_to_whom_it_was_bound() {
        create("a1", "{}");
        addKey("a1", CONTACT, "c1");
        Outcome ended =
                domain.receives(contact("c1").with("phone", "2065550100").with("note", "hi"));
        assertThat(ended.profileId()).isEqualTo("a1");
        assertThat(domain.profile("a1").profile().toString()).isEqualTo("{\"Attributes\":{\"note\":\"hi\"}}");
    }

    @Test
    void contact_that_has_made_a_profile_of_its_own_goes_to_whom_it_is_bound() {
        create("a1", "{}");
        Outcome ended =
                domain.receives(contact("c1").with("phone", "2065550100").with("note", "hi"));
        addKey("a1", CONTACT, "c1");
        assertThat(domain.profile("a1").profile().toString()).isEqualTo("{\"Attributes\":{\"note\":\"hi\"}}");
        assertThat(domain.bodies(Kind.PROFILE)).containsOnlyKeys(Profile.ref("a1"));
        assertThat(domain.owners(CONTACT, "c1").only()).contains("a1");
        assertThat(domain.owners("_phone", "+12065550100").unowned())
                .as("a borrowed phone teaches nothing")
                .isTrue();
        assertThat(domain.bodies(Kind.HISTORY).values())
                .extracting(entry -> entry.path("action").asText()
                        + ' '
                        + entry.path("profile").asText())
                .contains("DELETED_BY_MERGE " + ended.profileId(), "ADDED_PROFILE_KEY a1");
    }

    @Test
    void last_one_whom_a_contact_is_bound_to_has_it() {
        create("a1", "{}");
        create("a2", "{'FirstName': 'Bob'}");
        addKey("a1", CONTACT, "c1");
        domain.receives(contact("c1").with("note", "hi"));
        addKey("a2", CONTACT, "c1");
        assertThat(domain.owners(CONTACT, "c1").only()).contains("a2");
        assertThat(domain.profile("a2").profile().path("Attributes").toString()).isEqualTo("{\"note\":\"hi\"}");
        assertThat(domain.receives(contact("c1").with("note", "new").at(9)).profileId())
                .isEqualTo("a2");
    }

    @Test
    void every_act_is_in_the_audit_trail() {
        create("a1", "{'FirstName': 'Ada'}");
        update("a1", "{'FirstName': 'Augusta'}");
        addKey("a1", "card", "1");
        deleteKey("a1", "card", "1");
        assertThat(domain.bodies(Kind.HISTORY).values())
                .allSatisfy(entry -> assertThat(entry.path("by").asText()).isEqualTo("agent-7"))
                .allSatisfy(entry -> assertThat(entry.path("profile").asText()).isEqualTo("a1"))
                .extracting(entry -> entry.path("action").asText()
                        + ' '
                        + entry.path("content").asText())
                .containsExactlyInAnyOrder(
                        "CREATED {\"FirstName\":\"Ada\"}",
                        "UPDATED {\"FirstName\":\"Augusta\"}",
                        "ADDED_PROFILE_KEY {\"KeyName\":\"card\",\"Values\":[\"1\"]}",
                        "DELETED_PROFILE_KEY {\"KeyName\":\"card\",\"Values\":[\"1\"]}");
        assertThat(domain.bodies(Kind.HISTORY).keySet())
                .allMatch(ref -> ref.id().matches("[0-9a-f]{32}"));
    }

    private Edited create(String id, String json) {
        return domain.edits((editing, view, act, now) -> editing.create(view, act, id, patch(json), now));
    }

    private Edited update(String id, String json) {
        return domain.edits((editing, view, act, now) -> editing.update(view, act, id, Expected.ANY, patch(json), now));
    }

    private static TestDomain.ByHand updateOf(String id, long revision, String json) {
        Expected expected = new Expected(Optional.of(Set.of(revision)));
        return (editing, view, act, now) -> editing.update(view, act, id, expected, patch(json), now);
    }

    private Edited addKey(String id, String name, String value) {
        return domain.edits((editing, view, act, now) ->
                editing.addKeys(view, act, id, Expected.ANY, List.of(new Key(name, value)), MOST, now));
    }

    private Edited deleteKey(String id, String name, String value) {
        return domain.edits((editing, view, act, now) ->
                editing.deleteKeys(view, act, id, Expected.ANY, List.of(new Key(name, value)), now));
    }

    private String shown(String id, String field) {
        return domain.profile(id).profile().path(field).asText();
    }

    private static Patch patch(String json) {
        try {
            return new Patch((ObjectNode) Json.parse(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
