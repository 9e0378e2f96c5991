package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

import static dev.customerprofiles.core.events.Told.lead;
import static dev.customerprofiles.core.events.Told.person;
import static dev.customerprofiles.core.events.Told.ticket;
import static org.assertj.core.api.Assertions.assertThat;

class MergingTest {

    private final TestDomain domain = new TestDomain();
    private final String ada = domain.receives(person("p1")
                    .with("first", "Ada")
                    .with("mail", "ada@example.com")
                    .at(10))
            .profileId();
    private final String bob = domain.receives(
                    person("p2").with("first", "Bob").with("last", "Smith").at(20))
            .profileId();
    private final String eve = domain.receives(
                    person("p3").with("first", "Eve").with("city", "Rome").at(30))
            .profileId();

    @Test
    void values_of_the_main_profile_come_first_and_the_others_fill_the_gaps() {
        assertThat(domain.merges(ada, bob)).isEqualTo(new MergeOutcome.Merged(ada, java.util.Set.of(bob)));
        assertThat(golden(ada))
                .isEqualTo(Map.of("FirstName", "Ada", "EmailAddress", "ada@example.com", "LastName", "Smith"));
        domain.receives(person("p2").with("first", "Robert").at(99));
        assertThat(golden(ada)).containsEntry("FirstName", "Ada");
    }

    @Test
    void record_of_a_merged_profile_goes_to_the_survivor_and_says_so() {
        domain.merges(ada, bob);
        assertThat(domain.receives(ticket("t1").of("p2").with("title", "help")).profileId())
                .isEqualTo(ada);
        assertThat(domain.profile(ada).cases()).hasSize(1);
        assertThat(domain.receives(person("p2").with("city", "Oslo").at(40)).profileId())
                .isEqualTo(ada);
        assertThat(domain.profile(ada).profile().path("Address").path("City").asText())
                .isEqualTo("Oslo");
        follows();
    }

    @Test
    void key_that_both_had_finds_the_merged_profile() {
        domain.receives(lead("l1").of("p1").with("mail", "shared@example.com"));
        domain.receives(lead("l2").of("p2").with("mail", "shared@example.com"));
        Told call = new Told("call", Map.of("id", "c1", "person", "shared@example.com"), 1, null);
        assertThat(domain.isCalledWith(call).reason()).isEqualTo(Reason.AMBIGUOUS_PROFILE);
        domain.merges(bob, ada);
        assertThat(domain.isCalledWith(call).profileId()).isEqualTo(bob);
    }

    @Test
    void unmerged_profile_is_back_with_what_came_for_it_meanwhile() {
        domain.merges(ada, bob);
        domain.receives(ticket("t1").of("p2").with("title", "help"));
        domain.receives(ticket("t2").of("p1").with("title", "mine"));
        domain.receives(
                person("p2").with("first", "Robert").with("last", "Smith").at(40));
        assertThat(domain.unmerges(ada, bob)).isEqualTo(new UnmergeOutcome.Unmerged(ada, bob));
        assertThat(golden(bob)).isEqualTo(Map.of("FirstName", "Robert", "LastName", "Smith"));
        assertThat(golden(ada)).isEqualTo(Map.of("FirstName", "Ada", "EmailAddress", "ada@example.com"));
        assertThat(domain.profile(bob).cases()).hasSize(1);
        assertThat(domain.profile(ada).cases()).hasSize(1);
        assertThat(domain.receives(ticket("t3").of("p2")).profileId()).isEqualTo(bob);
        follows();
    }

    @Test
    void chosen_field_goes_by_the_chosen_profile_even_where_it_has_no_value() {
        domain.merges(ada, List.of(bob, eve), Map.of("FirstName", bob, "EmailAddress", eve, "Address", ada));
        assertThat(golden(ada)).isEqualTo(Map.of("FirstName", "Bob", "LastName", "Smith"));
        domain.receives(person("p2").with("first", "Robert").at(40));
        domain.receives(person("p1").with("first", "Augusta").at(50));
        assertThat(golden(ada)).containsEntry("FirstName", "Robert");
        domain.unmerges(ada, bob);
        assertThat(golden(ada)).isEqualTo(Map.of("FirstName", "Augusta"));
        domain.unmerges(ada, eve);
        assertThat(golden(ada)).isEqualTo(Map.of("FirstName", "Augusta", "EmailAddress", "ada@example.com"));
    }

    @Test
    void value_set_by_hand_after_the_choice_wins_over_it() {
        domain.merges(ada, List.of(bob), Map.of("FirstName", bob));
        domain.edits(ada, "FirstName", "Countess");
        domain.receives(person("p1").with("first", "Augusta").at(50));
        assertThat(golden(ada)).containsEntry("FirstName", "Countess");
    }

    @Test
    void edits_travel_with_their_profile_and_back() {
        domain.edits(bob, "LastName", "Jones");
        domain.edits(bob, "FirstName", null);
        domain.merges(ada, bob);
        assertThat(golden(ada)).containsEntry("LastName", "Jones").containsEntry("FirstName", "Ada");
        domain.edits(bob, "MiddleName", "King");
        domain.unmerges(bob, bob);
        domain.unmerges(ada, bob);
        assertThat(golden(bob)).isEqualTo(Map.of("LastName", "Jones"));
        assertThat(golden(ada))
                .isEqualTo(Map.of("FirstName", "Ada", "MiddleName", "King", "EmailAddress", "ada@example.com"));
    }

    @Test
    void merged_profile_that_is_merged_again_leads_to_the_last_survivor_and_leaves_with_its_own() {
        domain.merges(bob, eve);
        domain.merges(ada, eve);
        assertThat(List.of(domain.survivor(bob), domain.survivor(eve))).containsOnly(ada);
        domain.receives(ticket("t1").of("p3").with("title", "x"));
        assertThat(domain.unmerges(eve, bob)).isEqualTo(new UnmergeOutcome.Unmerged(ada, bob));
        assertThat(domain.survivor(eve)).isEqualTo(bob);
        assertThat(golden(bob)).containsEntry("FirstName", "Bob").containsKey("Address");
        assertThat(domain.profile(bob).cases()).hasSize(1);
        assertThat(domain.unmerges(bob, eve)).isEqualTo(new UnmergeOutcome.Unmerged(bob, eve));
        assertThat(golden(bob)).doesNotContainKey("Address");
        follows();
    }

    @Test
    void one_in_the_middle_leaves_while_the_others_stay() {
        domain.merges(ada, bob);
        domain.merges(ada, eve);
        domain.unmerges(ada, bob);
        assertThat(domain.survivor(bob)).isEqualTo(bob);
        assertThat(domain.survivor(eve)).isEqualTo(ada);
        assertThat(golden(ada)).containsEntry("FirstName", "Ada").containsKey("Address");
        follows();
    }

    @Test
    void merge_into_each_other_and_in_a_ring_changes_nothing_more() {
        domain.merges(ada, bob);
        assertThat(domain.merges(bob, ada)).isEqualTo(new MergeOutcome.Merged(ada, java.util.Set.of()));
        domain.merges(bob, eve);
        Map<Ref, Document> before = domain.everything();
        assertThat(domain.merges(eve, ada)).isEqualTo(new MergeOutcome.Merged(ada, java.util.Set.of()));
        assertThat(domain.everything()).isEqualTo(before);
    }

    @Test
    void erased_survivor_takes_all_that_was_merged_into_it_along() {
        domain.receives(ticket("t1").of("p2"));
        domain.merges(ada, bob);
        assertThat(domain.erases(bob)).isTrue();
        assertThat(domain.bodies(Kind.PROFILE).keySet()).containsExactly(Profile.ref(eve));
        assertThat(domain.bodies(Kind.OBJECT)).hasSize(1);
        assertThat(domain.owners("personId", "p2").unowned()).isTrue();
        assertThat(domain.merges(eve, ada)).isEqualTo(new MergeOutcome.NotFound(ada));
        follows();
    }

    @Test
    void newest_items_of_both_show() {
        for (int i = 0; i < 3; i++) {
            domain.receives(ticket("a" + i).of("p1").at(10 + i));
            domain.receives(ticket("b" + i).of("p2").at(11 + i));
        }
        domain.merges(ada, bob);
        assertThat(domain.profile(ada).cases()).extracting("at").containsExactly(13L, 12L);
        follows();
        domain.receives(ticket("b2").of("p2").at(14));
        domain.receives(ticket("b2").of("p1").at(15));
        follows();
        domain.unmerges(ada, bob);
        follows();
    }

    @Test
    void only_what_was_merged_is_unmerged() {
        assertThat(domain.unmerges(ada, bob)).isEqualTo(new UnmergeOutcome.NotMerged());
        assertThat(domain.unmerges(ada, "nobody")).isEqualTo(new UnmergeOutcome.NotFound("nobody"));
        domain.merges(ada, bob);
        assertThat(domain.unmerges(bob, ada)).isEqualTo(new UnmergeOutcome.NotMerged());
        domain.unmerges(ada, bob);
        assertThat(domain.unmerges(ada, bob)).isEqualTo(new UnmergeOutcome.NotMerged());
    }

    @Test
    void profile_that_would_become_too_large_is_not_merged() {
        TestDomain small = new TestDomain(2, 1_500);
        String one = small.receives(person("p1").with("first", "x".repeat(300))).profileId();
        String two = small.receives(person("p2").with("last", "y".repeat(300))).profileId();
        Map<Ref, Document> before = small.everything();
        assertThat(small.merges(one, two)).isEqualTo(new MergeOutcome.TooLarge());
        assertThat(small.everything()).isEqualTo(before);
    }

    private Map<String, String> golden(String id) {
        Map<String, String> golden = new java.util.TreeMap<>();
        domain.profile(id)
                .profile()
                .properties()
                .forEach(e -> golden.put(e.getKey(), e.getValue().asText()));
        return golden;
    }

    private void follows() {
        Recomputed.assertFollowsFromItsRecords(domain, 2);
    }
}
