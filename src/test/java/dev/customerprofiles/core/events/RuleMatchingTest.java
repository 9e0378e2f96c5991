package dev.customerprofiles.core.events;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Kind;

import static dev.customerprofiles.core.events.Told.lead;
import static dev.customerprofiles.core.events.Told.person;
import static org.assertj.core.api.Assertions.assertThat;

/** What rules merge as soon as it is known, and what keeps them from it. */
class RuleMatchingTest {

    private static final String MAIL_AND_NAME =
            """
            {"RuleBasedMatching": {"Enabled": true, "MatchingRules": [{"Rule": ["FirstName", "EmailAddress"]}],
              "MaxAllowedRuleLevelForMerging": 1}}""";

    private static final String MAIL =
            """
            {"RuleBasedMatching": {"Enabled": true, "MatchingRules": [{"Rule": ["EmailAddress"]}],
              "MaxAllowedRuleLevelForMerging": 1}}""";

    private final TestDomain domain = new TestDomain();

    @Test
    void profiles_with_the_same_evidence_become_one_at_once() {
        domain.resolves(MAIL_AND_NAME);
        String ada = domain.receives(ada("p1").at(10)).profileId();
        Outcome second = domain.receives(ada("p2").with("last", "King").at(20));
        assertThat(second.profileId()).isEqualTo(ada);
        assertThat(second.status()).isEqualTo(Outcome.Status.UPDATED);
        assertThat(domain.profile(ada).profile().path("LastName").asText()).isEqualTo("King");
        assertThat(history("MERGED")).hasSize(1).allMatch(content -> content.contains("\"RuleLevel\":1"));
    }

    @Test
    void levels_that_only_match_merge_nobody() {
        domain.resolves(
                MAIL_AND_NAME.replace("\"MaxAllowedRuleLevelForMerging\": 1", "\"MaxAllowedRuleLevelForMatching\": 1"));
        String ada = domain.receives(ada("p1")).profileId();
        assertThat(domain.receives(ada("p2")).profileId()).isNotEqualTo(ada);
        assertThat(domain.bodies(Kind.IDENTITY).values().stream()
                        .filter(body -> body.path("shared").asBoolean()))
                .hasSize(1);
    }

    @Test
    void edit_that_gives_a_profile_the_evidence_merges_it() {
        domain.resolves(MAIL_AND_NAME);
        String ada = domain.receives(ada("p1")).profileId();
        String other =
                domain.receives(person("p2").with("mail", "ada@example.com")).profileId();
        assertThat(domain.edits(other, "FirstName", "ada")).isEqualTo(new Edited.Done(ada));
        assertThat(domain.survivor(other)).isEqualTo(ada);
    }

    @Test
    void who_was_taken_apart_stays_apart_whatever_comes() {
        domain.resolves(MAIL_AND_NAME);
        String ada = domain.receives(ada("p1")).profileId();
        domain.receives(ada("p2").as("second"));
        String other = other(ada);
        assertThat(domain.unmerges(ada, other)).isInstanceOf(UnmergeOutcome.Unmerged.class);
        domain.receives(ada("p2").as("second"));
        domain.receives(ada("p2").with("last", "King").at(90));
        domain.receives(ada("p1").with("last", "King").at(91));
        assertThat(domain.survivor(other)).isEqualTo(other);
    }

    @Test
    void whoever_joins_one_of_two_taken_apart_does_not_bring_them_together() {
        domain.resolves(MAIL_AND_NAME);
        String ada = domain.receives(ada("p1")).profileId();
        domain.receives(ada("p2"));
        String other = other(ada);
        domain.unmerges(ada, other);
        String third = domain.receives(ada("p3")).profileId();
        assertThat(domain.survivor(ada)).isNotEqualTo(domain.survivor(other));
        assertThat(List.of(domain.survivor(ada), domain.survivor(other))).contains(domain.survivor(third));
    }

    @Test
    void value_that_too_many_share_tells_nothing() {
        domain.resolves(MAIL).resolves("{\"MaxProfilesPerValue\": 2}");
        String first =
                domain.receives(person("p1").with("mail", "info@example.com")).profileId();
        domain.receives(person("p2").with("mail", "info@example.com"));
        assertThat(domain.receives(person("p3").with("mail", "info@example.com"))
                        .profileId())
                .isNotEqualTo(first);
    }

    @Test
    void phone_of_a_call_centre_makes_no_rule_with_it_evidence() {
        domain.resolves(
                """
                {"RuleBasedMatching": {"Enabled": true, "MatchingRules": [{"Rule": ["FirstName", "PhoneNumber"]}],
                  "MaxAllowedRuleLevelForMerging": 1}, "MaxProfilesPerValue": 2}""");
        for (String name : List.of("Ada", "Bob", "Eve")) {
            domain.receives(lead(name).of(name).with("first", name).with("phone", "+12065550100"));
        }
        String ada = domain.receives(lead("l1").of("p1").with("first", "Ada").with("phone", "+12065550100"))
                .profileId();
        assertThat(domain.profile(ada).origins()).isEmpty();
    }

    @Test
    void preferred_source_wins_where_a_rule_merged() {
        domain.resolves(
                """
                {"RuleBasedMatching": {"Enabled": true, "MatchingRules": [{"Rule": ["EmailAddress"]}],
                  "MaxAllowedRuleLevelForMerging": 1,
                  "ConflictResolution": {"ConflictResolvingModel": "SOURCE", "SourceName": "lead"}}}""");
        domain.receives(lead("l1")
                .of("q1")
                .with("first", "Lead")
                .with("mail", "a@example.com")
                .at(10));
        String merged = domain.receives(person("p1")
                        .with("first", "Person")
                        .with("mail", "a@example.com")
                        .at(20))
                .profileId();
        assertThat(domain.profile(merged).profile().path("FirstName").asText()).isEqualTo("Lead");
    }

    @Test
    void profiles_that_were_there_before_the_rules_are_compared_by_a_job() {
        String ada = domain.receives(ada("p1")).profileId();
        String other = domain.receives(ada("p2")).profileId();
        domain.receives(person("p3").with("first", "Bob"));
        domain.resolves(MAIL_AND_NAME);
        domain.reviews(1);
        assertThat(List.of(ada, other)).allMatch(id -> domain.survivor(id).equals(ada));
        domain.resolves("{\"RuleBasedMatching\": null}");
        domain.reviews(2);
        assertThat(domain.bodies(Kind.IDENTITY).keySet())
                .noneMatch(ref -> ref.id().startsWith("_match:"));
    }

    private static Told ada(String id) {
        return person(id).with("first", "Ada").with("mail", "ada@example.com");
    }

    private String other(String survivor) {
        return domain.profile(survivor).ids(survivor).stream()
                .filter(id -> !id.equals(survivor))
                .findFirst()
                .orElseThrow();
    }

    private List<String> history(String action) {
        return domain.bodies(Kind.HISTORY).values().stream()
                .filter(body -> body.path("action").asText().equals(action))
                .map(body -> body.path("content").asText())
                .toList();
    }
}
