package dev.customerprofiles.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.CustomerProfilesClient;
import software.amazon.awssdk.services.customerprofiles.model.AccessDeniedException;
import software.amazon.awssdk.services.customerprofiles.model.AttributeMatchingModel;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.ConflictResolvingModel;
import software.amazon.awssdk.services.customerprofiles.model.CustomerProfilesException;
import software.amazon.awssdk.services.customerprofiles.model.JobScheduleDayOfTheWeek;
import software.amazon.awssdk.services.customerprofiles.model.ListDomainItem;
import software.amazon.awssdk.services.customerprofiles.model.MatchingRule;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;

import dev.customerprofiles.Records;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class DomainsTest extends SdkScenario {

    private static final String KEY = "arn:aws:kms:eu-west-1:1:key/1";
    private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/1/dead";

    @Test
    void domain_keeps_every_member_it_is_created_with() {
        String name = freshName();
        Instant before = Instant.now().minus(Duration.ofMinutes(1));
        var created = sdk.createDomain(request -> request.domainName(name)
                .defaultExpirationDays(30)
                .defaultEncryptionKey(KEY)
                .deadLetterQueueUrl(QUEUE)
                .matching(matching -> matching.enabled(true)
                        .jobSchedule(schedule -> schedule.dayOfTheWeek(JobScheduleDayOfTheWeek.SUNDAY)
                                .time("23:59"))
                        .autoMerging(merging -> merging.enabled(true)
                                .minAllowedConfidenceScoreForMerging(0.9)
                                .consolidation(attributes ->
                                        attributes.matchingAttributesList(List.of(List.of("EmailAddress"))))
                                .conflictResolution(how -> how.conflictResolvingModel(ConflictResolvingModel.RECENCY))))
                .ruleBasedMatching(rules -> rules.enabled(true)
                        .matchingRules(MatchingRule.builder()
                                .rule("EmailAddress", "LastName")
                                .build())
                        .maxAllowedRuleLevelForMatching(1)
                        .maxAllowedRuleLevelForMerging(1)
                        .attributeTypesSelector(types -> types.attributeMatchingModel(AttributeMatchingModel.ONE_TO_ONE)
                                .emailAddress("EmailAddress", "BusinessEmailAddress")))
                .dataStore(store -> store.enabled(true))
                .tags(Map.of("team.name", "care")));
        var read = sdk.getDomain(request -> request.domainName(name));
        sdk.deleteDomain(request -> request.domainName(name));

        assertThat(created.createdAt()).isBetween(before, Instant.now().plusSeconds(60));
        assertThat(read.createdAt()).isEqualTo(created.createdAt()).isEqualTo(read.lastUpdatedAt());
        assertThat(read.defaultExpirationDays()).isEqualTo(30);
        assertThat(read.defaultEncryptionKey()).isEqualTo(KEY);
        assertThat(read.deadLetterQueueUrl()).isEqualTo(QUEUE);
        assertThat(read.tags()).isEqualTo(created.tags()).isEqualTo(Map.of("team.name", "care"));
        assertThat(read.matching()).isEqualTo(created.matching());
        assertThat(read.matching().jobSchedule().time()).isEqualTo("23:59");
        assertThat(read.matching().autoMerging().minAllowedConfidenceScoreForMerging())
                .isEqualTo(0.9);
        assertThat(read.matching().autoMerging().consolidation().matchingAttributesList())
                .containsExactly(List.of("EmailAddress"));
        assertThat(read.ruleBasedMatching().toBuilder().status((String) null).build())
                .isEqualTo(created.ruleBasedMatching().toBuilder()
                        .status((String) null)
                        .build());
        assertThat(read.ruleBasedMatching().status()).isNotNull();
        assertThat(read.ruleBasedMatching().matchingRules().get(0).rule()).containsExactly("EmailAddress", "LastName");
        assertThat(read.ruleBasedMatching().attributeTypesSelector().emailAddress())
                .containsExactly("EmailAddress", "BusinessEmailAddress");
        assertThat(read.dataStore().enabled()).isTrue();
        assertThat(read.dataStore().readiness().progressPercentage()).isEqualTo(100);
    }

    @Test
    void update_changes_what_it_names_and_an_empty_text_clears() {
        String name = freshName();
        var created = sdk.createDomain(request -> request.domainName(name)
                .defaultExpirationDays(30)
                .defaultEncryptionKey(KEY)
                .deadLetterQueueUrl(QUEUE)
                .ruleBasedMatching(rules -> rules.enabled(true)
                        .matchingRules(
                                MatchingRule.builder().rule("PhoneNumber").build()))
                .tags(Map.of("team", "care")));

        var changed = sdk.updateDomain(request -> request.domainName(name)
                .defaultExpirationDays(60)
                .defaultEncryptionKey("")
                .ruleBasedMatching(rules -> rules.enabled(false))
                .tags(Map.of("team", "sales")));
        var read = sdk.getDomain(request -> request.domainName(name));
        sdk.deleteDomain(request -> request.domainName(name));

        assertThat(changed.defaultExpirationDays()).isEqualTo(60);
        assertThat(changed.createdAt()).isEqualTo(created.createdAt());
        assertThat(changed.lastUpdatedAt()).isAfterOrEqualTo(created.lastUpdatedAt());
        assertThat(read.defaultExpirationDays()).isEqualTo(60);
        assertThat(read.defaultEncryptionKey()).isNull();
        assertThat(read.deadLetterQueueUrl()).isEqualTo(QUEUE);
        assertThat(read.ruleBasedMatching().enabled()).isFalse();
        assertThat(read.ruleBasedMatching().hasMatchingRules()).isFalse();
        assertThat(read.tags()).isEqualTo(Map.of("team", "care"));
    }

    @Test
    void stats_say_what_is_there() {
        String user = Records.zendeskUser(1);
        put("Zendesk-users", user);
        put("Zendesk-users", Records.zendeskUser(2).replace("ada@", "bob@"));
        String ticket = Records.zendeskTicket(3, 1, "Zürich");
        put("Zendesk-tickets", ticket);

        var stats = sdk.getDomain(request -> request.domainName(domain)).stats();

        assertThat(stats.profileCount()).isEqualTo(2);
        assertThat(stats.meteringProfileCount()).isEqualTo(2);
        assertThat(stats.objectCount()).isEqualTo(3);
        assertThat(stats.totalSize()).isGreaterThan(2L * user.length() - 100);
    }

    @Test
    void domains_are_listed_page_by_page() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(freshName());
            String name = names.get(i);
            sdk.createDomain(
                    request -> request.domainName(name).defaultExpirationDays(1).tags(Map.of("i", name)));
        }
        List<ListDomainItem> found = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            var page = sdk.listDomains(request -> request.maxResults(2).nextToken(from));
            assertThat(page.items()).hasSizeBetween(1, 2);
            found.addAll(page.items());
            token = page.nextToken();
        } while (token != null);
        names.forEach(name -> sdk.deleteDomain(request -> request.domainName(name)));

        assertThat(found).extracting(ListDomainItem::domainName).isSorted().doesNotHaveDuplicates();
        assertThat(found)
                .extracting(ListDomainItem::domainName)
                .contains(domain)
                .containsAll(names);
        assertThat(found)
                .filteredOn(item -> names.contains(item.domainName()))
                .allSatisfy(item -> assertThat(item.tags()).containsEntry("i", item.domainName()));
    }

    @Test
    void deleted_name_answers_as_gone_and_begins_empty_when_it_is_used_again() {
        put("Zendesk-users", Records.zendeskUser(1));
        assertThat(sdk.deleteDomain(request -> request.domainName(domain)).message())
                .isNotEmpty();

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.getDomain(request -> request.domainName(domain)));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.deleteDomain(request -> request.domainName(domain)));
        sdk.createDomain(request -> request.domainName(domain).defaultExpirationDays(1));
        assertThat(sdk.getDomain(request -> request.domainName(domain)).stats().profileCount())
                .isZero();
        assertThat(sdk.searchProfiles(request -> request.domainName(domain)
                                .keyName("_zendeskUserId")
                                .values("1"))
                        .items())
                .isEmpty();
    }

    @Test
    void name_in_use_is_a_bad_request() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() ->
                        sdk.createDomain(request -> request.domainName(domain).defaultExpirationDays(1)))
                .withMessageContaining("DomainName is in use");
    }

    @Test
    void matches_cannot_be_exported() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.updateDomain(
                        request -> request.domainName(domain).matching(matching -> matching.enabled(true)
                                .exportingConfig(config -> config.s3Exporting(s3 -> s3.s3BucketName("bucket"))))))
                .withMessageContaining("Matching.ExportingConfig is not supported");
    }

    @Test
    void connection_serves_on_after_a_refused_put() {
        try (CustomerProfilesClient agent = client(TestTokens.of(Roles.AGENT))) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(AccessDeniedException.class)
                        .isThrownBy(() -> agent.putProfileObject(request ->
                                request.domainName(domain).objectTypeName("CTR").object("{}")));
                assertThat(agent.getDomain(request -> request.domainName(domain))
                                .domainName())
                        .isEqualTo(domain);
            }
        }
    }

    @Test
    void wrong_role_and_wrong_token_are_told_apart() {
        try (CustomerProfilesClient agent = client(TestTokens.of(Roles.AGENT))) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> agent.deleteDomain(request -> request.domainName(domain)));
        }
        try (CustomerProfilesClient nobody = client("any")) {
            assertThatExceptionOfType(CustomerProfilesException.class)
                    .isThrownBy(() -> nobody.listDomains(request -> {}))
                    .satisfies(error -> assertThat(error.statusCode()).isEqualTo(401));
        }
    }

    @Test
    void members_of_members_that_nobody_knows_are_not_kept() {
        given().baseUri(service.toString())
                .header("Authorization", "Bearer " + TestTokens.of(Roles.ADMIN))
                .contentType(ContentType.JSON)
                .body("{\"Matching\": {\"Enabled\": false, \"New\": {}, \"AutoMerging\": null}}")
                .put("/domains/" + domain)
                .then()
                .statusCode(200)
                .body("Matching", equalTo(Map.of("Enabled", false)));
    }
}
