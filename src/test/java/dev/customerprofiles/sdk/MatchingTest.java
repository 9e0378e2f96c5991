package dev.customerprofiles.sdk;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.ConflictResolvingModel;
import software.amazon.awssdk.services.customerprofiles.model.GetSimilarProfilesResponse;
import software.amazon.awssdk.services.customerprofiles.model.IdentityResolutionJobStatus;
import software.amazon.awssdk.services.customerprofiles.model.MatchItem;
import software.amazon.awssdk.services.customerprofiles.model.MatchType;
import software.amazon.awssdk.services.customerprofiles.model.MatchingRule;
import software.amazon.awssdk.services.customerprofiles.model.ObjectTypeField;
import software.amazon.awssdk.services.customerprofiles.model.ObjectTypeKey;
import software.amazon.awssdk.services.customerprofiles.model.RuleBasedMatchingStatus;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Job;
import dev.customerprofiles.core.events.ScoredMatch;
import dev.customerprofiles.core.events.Scoring;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Matching by rules and by scores through the published SDK and HTTP, with nothing faked. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class MatchingTest extends JobScenario {

    private static final String JOB = "0123456789abcdef".repeat(2);
    private static final Ref RUN = Job.ref(Scoring.WORK, Decisions.ALL_PROFILES);

    private static final List<String> FIRST =
            List.of("Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Hedy", "Linus");
    private static final List<String> LAST =
            List.of("Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Lamarr");

    @Test
    void rules_find_what_they_do_not_merge_and_say_why() {
        rules(0, "EmailAddress", "LastName");
        String ada = profile("Ada", "Lovelace", "ada@example.com");
        String other = profile("A.", "LOVELACE", "ADA@example.com");
        profile("Bob", "Smith", "ada@example.com");

        GetSimilarProfilesResponse similar = similar("_email", "ada@example.com");
        assertThat(similar.profileIds()).containsExactlyInAnyOrder(ada, other);
        assertThat(similar.ruleLevel()).isEqualTo(1);
        assertThat(similar("_profileId", other).matchId()).isEqualTo(similar.matchId());
        assertThat(similar("_matchId", similar.matchId()).profileIds()).isEqualTo(similar.profileIds());
        assertThat(sdk.listRuleBasedMatches(r -> r.domainName(domain)).matchIds())
                .containsExactly(similar.matchId());
        JsonPath why = http().get("/profiles/{one}/matches/{other}", ada, other).jsonPath();
        assertThat(why.getList("Rules.Attributes")).containsExactly(List.of("EmailAddress", "LastName"));
        assertThat(why.getBoolean("Rules[0].SharedByTooMany")).isFalse();
    }

    @Test
    void rules_merge_what_is_there_when_they_are_changed_and_remember_what_was_taken_apart() {
        String ada = profile("Ada", "Lovelace", "ada@example.com");
        String other = profile("A.", "Lovelace", "ada@example.com");
        rules(1, "EmailAddress", "LastName");
        await().until(() -> status() == RuleBasedMatchingStatus.ACTIVE);
        assertThat(id(other)).isEqualTo(ada);

        http().body(Map.of("ProfileId", ada, "MergedProfileId", other))
                .post("/profiles/unmerge")
                .then()
                .statusCode(200);
        sdk.updateProfile(r -> r.domainName(domain).profileId(other).lastName("lovelace"));
        rules(1, "LastName", "EmailAddress");
        rules(1, "LastName");
        await().until(() -> status() == RuleBasedMatchingStatus.ACTIVE);
        assertThat(id(other)).isEqualTo(other);
        assertThat(http().get("/profiles/{one}/matches/{other}", ada, other)
                        .jsonPath()
                        .getBoolean("KeptApart"))
                .isTrue();
        assertThat(similar("_profileId", ada).profileIds()).isEmpty();
    }

    @Test
    void values_that_too_many_share_tell_nothing_and_that_is_said() {
        rules(0, "EmailAddress");
        http().body(Map.of("MaxProfilesPerValue", 2))
                .put("/identity-resolution")
                .then()
                .statusCode(200);
        String one = profile("Ada", "Lovelace", "info@example.com");
        String other = profile("Bob", "Smith", "info@example.com");
        assertThat(similar("_profileId", one).profileIds()).hasSize(2);
        profile("Eve", "Jones", "info@example.com");
        assertThat(similar("_profileId", one).profileIds()).isEmpty();
        assertThat(sdk.listRuleBasedMatches(r -> r.domainName(domain)).matchIds())
                .isEmpty();
        assertThat(http().get("/profiles/{one}/matches/{other}", one, other)
                        .jsonPath()
                        .getBoolean("Rules[0].SharedByTooMany"))
                .isTrue();
    }

    @Test
    void rules_that_cannot_be_are_refused_with_the_member_and_the_rule() {
        assertThatThrownBy(() -> rules(0, "ShoeSize"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("RuleBasedMatching.MatchingRules[0].Rule");
        assertThatThrownBy(() -> rules(2, "LastName"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("MaxAllowedRuleLevelForMerging");
        assertThatThrownBy(
                        () -> sdk.updateDomain(r -> r.domainName(domain).ruleBasedMatching(rules -> rules.enabled(true)
                                .conflictResolution(how -> how.conflictResolvingModel(ConflictResolvingModel.SOURCE)))))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("RuleBasedMatching.ConflictResolution.SourceName");
    }

    @Test
    void record_that_bridges_two_profiles_makes_them_one_where_the_domain_wants_it() {
        http().body(Map.of("Bridging", "MERGE"))
                .put("/identity-resolution")
                .then()
                .statusCode(200);
        assertThat(http().get("/identity-resolution").jsonPath().getString("Bridging"))
                .isEqualTo("MERGE");
        sdk.putProfileObjectType(r -> r.domainName(domain)
                .objectTypeName("links")
                .description("links")
                .allowProfileCreation(true)
                .fields(Map.of(
                        "id", field("id"),
                        "one", field("one"),
                        "two", field("two")))
                .keys(Map.of(
                        "linkId", List.of(key("id", "UNIQUE")),
                        "one", List.of(key("one", "PROFILE")),
                        "two", List.of(key("two", "PROFILE")))));
        String one = put("{\"id\":\"1\",\"one\":\"a\"}");
        String two = put("{\"id\":\"2\",\"two\":\"b\"}");
        assertThat(two).isNotEqualTo(one);
        assertThat(put("{\"id\":\"3\",\"one\":\"a\",\"two\":\"b\"}")).isEqualTo(one);
        assertThat(id(two)).isEqualTo(one);
    }

    @Test
    void run_finds_scores_previews_and_merges() {
        strangers();
        String ada = profile("Ada", "Lovelace", "ada.lovelace@example.com", "1975-12-10");
        String twin = profile("Ada", "Lovelase", "ada.lovelace@example.com", "1975-12-10");
        sdk.updateDomain(r -> r.domainName(domain).matching(m -> m.enabled(true)));
        assertThat(http().post("/identity-resolution-jobs").statusCode()).isEqualTo(200);
        String job = completedJob(1);

        MatchItem match = sdk.getMatches(r -> r.domainName(domain)).matches().stream()
                .filter(found -> found.profileIds().contains(ada))
                .findFirst()
                .orElseThrow();
        assertThat(match.profileIds()).containsExactlyInAnyOrder(ada, twin);
        assertThat(match.confidenceScore()).isBetween(0.5, 1.0);
        GetSimilarProfilesResponse similar = sdk.getSimilarProfiles(r -> r.domainName(domain)
                .matchType(MatchType.ML_BASED_MATCHING)
                .searchKey("_email")
                .searchValue("ada.lovelace@example.com"));
        assertThat(similar.matchId()).isEqualTo(match.matchId());
        assertThat(http().get("/matches").jsonPath().getList("Matches[0].Reasons[0].Fields.Field"))
                .contains("LastName");
        var stats = sdk.getIdentityResolutionJob(r -> r.domainName(domain).jobId(job))
                .jobStats();
        assertThat(stats.numberOfProfilesReviewed()).isEqualTo(42);
        assertThat(stats.numberOfMergesDone()).isZero();

        var preview = sdk.getAutoMergingPreview(r -> r.domainName(domain)
                .consolidation(c -> c.matchingAttributesList(List.of(List.of("EmailAddress", "BirthDate"))))
                .conflictResolution(c -> c.conflictResolvingModel(ConflictResolvingModel.RECENCY)));
        assertThat(preview.numberOfProfilesWillBeMerged()).isEqualTo(1);
        assertThat(id(twin)).isEqualTo(twin);

        sdk.updateDomain(r -> r.domainName(domain).matching(m -> m.enabled(true).autoMerging(a -> a.enabled(true)
                .consolidation(c -> c.matchingAttributesList(List.of(List.of("EmailAddress", "BirthDate")))))));
        assertThat(http().post("/identity-resolution-jobs").statusCode()).isEqualTo(200);
        completedJob(2);
        assertThat(id(twin)).isEqualTo(id(ada));
        assertThat(sdk.getMatches(r -> r.domainName(domain)).matches())
                .noneMatch(found -> found.profileIds().contains(ada));
    }

    @ParameterizedTest
    @EnumSource(
            value = Scoring.Phase.class,
            names = {"FIND", "STORE"})
    void run_whose_instance_died_before_all_was_stored_is_done_anew_by_another(Scoring.Phase phase) {
        List<String> strangers = strangers();
        String ada = profile("Ada", "Lovelace", "ada.lovelace@example.com", "1975-12-10");
        String twin = profile("Ada", "Lovelase", "ada.lovelace@example.com", "1975-12-10");
        here((view, now) -> {
            Scoring begun = begin(view, now);
            ScoredMatch wrong = match(strangers.get(0), strangers.get(1));
            return phase == Scoring.Phase.FIND
                    ? dies(view, decisions.scores().looking(view, begun, now), now)
                    : dies(view, stored(view, found(view, begun, 2, now), List.of(wrong), now), now);
        });

        completedJob(1);
        assertThat(sdk.getMatches(r -> r.domainName(domain)).matches())
                .extracting(MatchItem::profileIds)
                .containsExactly(Stream.of(ada, twin).sorted().toList());
        for (String stranger : strangers.subList(0, 2)) {
            assertThat(sdk.getSimilarProfiles(r -> r.domainName(domain)
                                    .matchType(MatchType.ML_BASED_MATCHING)
                                    .searchKey("_profileId")
                                    .searchValue(stranger))
                            .profileIds())
                    .isEmpty();
        }
    }

    @Test
    void run_whose_instance_died_while_it_merged_is_ended_by_another() {
        sdk.updateDomain(
                r -> r.domainName(domain).matching(m -> m.enabled(false).autoMerging(a -> a.enabled(true)
                        .consolidation(c -> c.matchingAttributesList(List.of(List.of("EmailAddress", "BirthDate")))))));
        String ada = profile("Ada", "Lovelace", "ada@example.com", "1975-12-10");
        String twin = profile("Ada", "Lovelase", "ada@example.com", "1975-12-10");
        String grace = profile("Grace", "Hopper", "grace@example.com", "1906-12-09");
        String copy = profile("Grace", "Hoper", "grace@example.com", "1906-12-09");
        List<ScoredMatch> matches = Stream.of(match(ada, twin), match(grace, copy))
                .sorted(Comparator.comparing(ScoredMatch::id))
                .toList();
        here((view, now) -> {
            Scoring stored = Scoring.read(stored(view, found(view, begin(view, now), 2, now), matches, now)
                    .orElseThrow());
            Scoring merging = Scoring.read(stored(view, stored, List.of(), now).orElseThrow());
            return dies(view, decisions.scores().merge(view, merging, matches.subList(0, 1), now), now);
        });

        String job = completedJob(1);
        assertThat(id(twin)).isEqualTo(id(ada));
        assertThat(id(copy)).isEqualTo(id(grace));
        assertThat(sdk.getIdentityResolutionJob(r -> r.domainName(domain).jobId(job))
                        .jobStats()
                        .numberOfMergesDone())
                .isEqualTo(2);
    }

    private List<String> strangers() {
        return IntStream.range(0, 40)
                .mapToObj(i -> profile(FIRST.get(i % 8), LAST.get(i % 7), "p%d@example.com".formatted(i), birth(i)))
                .toList();
    }

    private Scoring begin(View view, Instant now) {
        decisions.scores().begin(view, JOB, now);
        return Scoring.read(Job.read(view.get(RUN).orElseThrow()).state());
    }

    private Scoring found(View view, Scoring state, int matches, Instant now) {
        return Scoring.read(decisions
                .scores()
                .found(view, state, "of one that died", 42, matches, now)
                .orElseThrow());
    }

    private Optional<ObjectNode> stored(View view, Scoring state, List<ScoredMatch> next, Instant now) {
        return decisions.scores().store(view, state, next, now);
    }

    private static boolean dies(View view, Optional<ObjectNode> state, Instant now) {
        return dies(view, RUN, state.orElseThrow(), now);
    }

    private static ScoredMatch match(String one, String other) {
        return new ScoredMatch(
                JOB, Stream.of(one, other).sorted().toList(), 0.99, JsonNodeFactory.instance.arrayNode());
    }

    private String completedJob(int count) {
        await().until(() ->
                sdk.listIdentityResolutionJobs(r -> r.domainName(domain)).identityResolutionJobsList().stream()
                                .filter(job -> job.status() == IdentityResolutionJobStatus.COMPLETED)
                                .count()
                        == count);
        return sdk.listIdentityResolutionJobs(r -> r.domainName(domain))
                .identityResolutionJobsList()
                .get(0)
                .jobId();
    }

    private static String birth(int i) {
        return "19%02d-%02d-%02d".formatted(40 + i, 1 + i % 12, 1 + i * 7 % 28);
    }

    private void rules(int merging, String... attributes) {
        sdk.updateDomain(r -> r.domainName(domain).ruleBasedMatching(rules -> rules.enabled(true)
                .matchingRules(MatchingRule.builder().rule(attributes).build())
                .maxAllowedRuleLevelForMerging(merging == 0 ? null : merging)));
    }

    private RuleBasedMatchingStatus status() {
        return sdk.getDomain(r -> r.domainName(domain)).ruleBasedMatching().status();
    }

    private GetSimilarProfilesResponse similar(String key, String value) {
        return sdk.getSimilarProfiles(r -> r.domainName(domain)
                .matchType(MatchType.RULE_BASED_MATCHING)
                .searchKey(key)
                .searchValue(value));
    }

    private String profile(String first, String last, String mail) {
        return profile(first, last, mail, null);
    }

    private String profile(String first, String last, String mail, String birth) {
        return sdk.createProfile(r -> r.domainName(domain)
                        .firstName(first)
                        .lastName(last)
                        .emailAddress(mail)
                        .birthDate(birth))
                .profileId();
    }

    /** Id of the profile that an id means. */
    private String id(String profileId) {
        return http().get("/profiles/{id}", profileId).jsonPath().getString("ProfileId");
    }

    private String put(String record) {
        return http().body(Map.of("ObjectTypeName", "links", "Object", record))
                .put("/profiles/objects")
                .jsonPath()
                .getString("ProfileId");
    }

    private static ObjectTypeField field(String name) {
        return ObjectTypeField.builder().source("_source." + name).build();
    }

    private static ObjectTypeKey key(String field, String is) {
        return ObjectTypeKey.builder()
                .standardIdentifiersWithStrings(is)
                .fieldNames(field)
                .build();
    }

    private RequestSpecification http() {
        return given().baseUri(service.toString())
                .basePath("/domains/" + domain)
                .contentType(ContentType.JSON)
                .header(
                        "Authorization",
                        "Bearer " + TestTokens.of(Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR, Roles.PRIVACY));
    }
}
