package dev.customerprofiles.doors.rest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.customerprofiles.CustomerProfilesClient;
import software.amazon.awssdk.services.customerprofiles.model.AccessDeniedException;
import software.amazon.awssdk.services.customerprofiles.model.AdditionalSearchKey;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.CustomerProfilesException;
import software.amazon.awssdk.services.customerprofiles.model.ListDomainItem;
import software.amazon.awssdk.services.customerprofiles.model.ListIntegrationItem;
import software.amazon.awssdk.services.customerprofiles.model.ListProfileObjectsResponse;
import software.amazon.awssdk.services.customerprofiles.model.LogicalOperator;
import software.amazon.awssdk.services.customerprofiles.model.Profile;
import software.amazon.awssdk.services.customerprofiles.model.PutProfileObjectResponse;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;
import software.amazon.awssdk.services.customerprofiles.model.SearchProfilesResponse;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The published SDK, set up as any user can: another endpoint, and the token as session token. */
@QuarkusTest
@TestProfile(AtTheDoor.class)
@QuarkusTestResource(TokenKeys.class)
class SdkTest {

    private static final String ADA = "a".repeat(32);
    private static final String BOB = "b".repeat(32);

    @TestHTTPResource("/")
    URI endpoint;

    @Inject
    FakeCustomers customers;

    private CustomerProfilesClient sdk;

    @BeforeEach
    void connect() {
        sdk = client(Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR);
    }

    @AfterEach
    void close() {
        sdk.close();
    }

    private CustomerProfilesClient client(String... roles) {
        String token = TestTokens.of(roles);
        return CustomerProfilesClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsSessionCredentials.create("any", "any", token)))
                .build();
    }

    private void haveDomain(String name) {
        sdk.createDomain(request -> request.domainName(name).defaultExpirationDays(366));
    }

    @Test
    void domain_is_created_read_changed_listed_and_deleted() {
        Instant before = Instant.now().minus(Duration.ofMinutes(1));
        var created = sdk.createDomain(request -> request.domainName("sdk-domain")
                .defaultExpirationDays(30)
                .defaultEncryptionKey("arn:aws:kms:x")
                .tags(Map.of("team.name", "care")));
        assertThat(created.createdAt()).isBetween(before, Instant.now().plusSeconds(60));
        assertThat(created.tags()).containsEntry("team.name", "care");

        var changed = sdk.updateDomain(request ->
                request.domainName("sdk-domain").defaultExpirationDays(60).defaultEncryptionKey(""));
        assertThat(changed.defaultExpirationDays()).isEqualTo(60);
        assertThat(changed.defaultEncryptionKey()).isNull();
        assertThat(changed.createdAt()).isEqualTo(created.createdAt());

        customers.add("sdk-domain", Kind.PROFILE, ADA, 1, "{}");
        var read = sdk.getDomain(request -> request.domainName("sdk-domain"));
        assertThat(read.defaultExpirationDays()).isEqualTo(60);
        assertThat(read.tags()).containsEntry("team.name", "care");
        assertThat(read.stats().profileCount()).isEqualTo(1);

        assertThat(sdk.listDomains(request -> {}).items())
                .extracting(ListDomainItem::domainName)
                .contains("sdk-domain");
        assertThat(sdk.deleteDomain(request -> request.domainName("sdk-domain")).message())
                .isNotEmpty();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.getDomain(request -> request.domainName("sdk-domain")));
    }

    @Test
    void domains_are_listed_page_by_page() {
        for (int i = 0; i < 5; i++) {
            haveDomain("sdk-page-" + i);
        }
        var first = sdk.listDomains(request -> request.maxResults(2));
        var second = sdk.listDomains(request -> request.maxResults(100).nextToken(first.nextToken()));

        assertThat(first.items()).hasSize(2);
        assertThat(second.nextToken()).isNull();
        assertThat(second.items()).doesNotContainAnyElementsOf(first.items());
        assertThat(List.of(first.items(), second.items()).stream().flatMap(List::stream))
                .extracting(ListDomainItem::domainName)
                .contains("sdk-page-0", "sdk-page-4")
                .isSorted();
    }

    @Test
    void name_in_use_is_a_bad_request() {
        haveDomain("sdk-twice");

        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> haveDomain("sdk-twice"))
                .withMessageContaining("DomainName is in use");
    }

    @Test
    void integration_is_put_read_listed_and_deleted() {
        haveDomain("sdk-integration");
        var put = sdk.putIntegration(request -> request.domainName("sdk-integration")
                .uri("https://crm.example/a?b=c&d")
                .objectTypeNames(Map.of("contact.changed", "Salesforce-Contact")));
        sdk.putIntegration(request -> request.domainName("sdk-integration")
                .uri("urn:other")
                .objectTypeName("CTR")
                .tags(Map.of("a", "b")));

        var read = sdk.getIntegration(
                request -> request.domainName("sdk-integration").uri("https://crm.example/a?b=c&d"));
        assertThat(read.objectTypeNames()).containsEntry("contact.changed", "Salesforce-Contact");
        assertThat(read.createdAt()).isEqualTo(put.createdAt());

        var page = sdk.listIntegrations(
                request -> request.domainName("sdk-integration").maxResults(1));
        var rest = sdk.listIntegrations(
                request -> request.domainName("sdk-integration").nextToken(page.nextToken()));
        assertThat(page.items()).extracting(ListIntegrationItem::uri).containsExactly("https://crm.example/a?b=c&d");
        assertThat(rest.items()).extracting(ListIntegrationItem::uri).containsExactly("urn:other");

        sdk.deleteIntegration(request -> request.domainName("sdk-integration").uri("urn:other"));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.getIntegration(
                        request -> request.domainName("sdk-integration").uri("urn:other")));
    }

    @Test
    void object_is_put_and_its_key_returned() {
        haveDomain("sdk-put");

        PutProfileObjectResponse put = sdk.putProfileObject(
                request -> request.domainName("sdk-put").objectTypeName("CTR").object("{\"a\": 1}"));

        assertThat(put.profileObjectUniqueKey()).isEqualTo(FakeIngest.UNIQUE_KEY);
    }

    @Test
    void object_of_an_unknown_type_is_not_found() {
        haveDomain("sdk-unknown-type");

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.putProfileObject(request -> request.domainName("sdk-unknown-type")
                        .objectTypeName("Unknown")
                        .object("{}")));
    }

    @Test
    void profiles_are_found_by_any_or_all_of_the_keys() {
        haveTwo("sdk-search");

        assertThat(search("sdk-search", null).items())
                .extracting(Profile::profileId)
                .containsExactly(ADA, BOB);
        SearchProfilesResponse both = search("sdk-search", LogicalOperator.AND);
        assertThat(both.items()).extracting(Profile::profileId).containsExactly(ADA);
        assertThat(both.items().get(0).firstName()).isEqualTo("Ada");
        assertThat(both.items().get(0).foundByItems()).hasSize(2).first().satisfies(found -> {
            assertThat(found.keyName()).isEqualTo("_account");
            assertThat(found.values()).containsExactly("77");
        });
    }

    @Test
    void profiles_are_found_by_their_ids() {
        haveTwo("sdk-search-id");

        assertThat(sdk.searchProfiles(request -> request.domainName("sdk-search-id")
                                .keyName("_profileId")
                                .values(BOB, "c".repeat(32)))
                        .items())
                .extracting(Profile::profileId)
                .containsExactly(BOB);
    }

    @Test
    void search_goes_on_where_the_page_before_ended() {
        haveTwo("sdk-search-pages");

        var first = sdk.searchProfiles(request -> request.domainName("sdk-search-pages")
                .keyName("_account")
                .values("77")
                .maxResults(1));
        var second = sdk.searchProfiles(request -> request.domainName("sdk-search-pages")
                .keyName("_account")
                .values("77")
                .maxResults(1)
                .nextToken(first.nextToken()));

        assertThat(first.items()).extracting(Profile::profileId).containsExactly(ADA);
        assertThat(second.items()).extracting(Profile::profileId).containsExactly(BOB);
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void batch_names_the_profiles_that_do_not_exist() {
        haveTwo("sdk-batch");

        var batch =
                sdk.batchGetProfile(request -> request.domainName("sdk-batch").profileIds(BOB, "c".repeat(32)));

        assertThat(batch.profiles()).extracting(Profile::firstName).containsExactly("Bob");
        assertThat(batch.errors()).hasSize(1).first().satisfies(error -> {
            assertThat(error.profileId()).isEqualTo("c".repeat(32));
            assertThat(error.code()).isEqualTo("ResourceNotFoundException");
        });
    }

    @Test
    void objects_of_a_profile_are_listed_as_they_were_sent() {
        haveTwo("sdk-objects");

        var first = objects("sdk-objects", "CTR", null);
        var second = objects("sdk-objects", "CTR", first.nextToken());

        assertThat(first.items()).hasSize(1).first().satisfies(item -> {
            assertThat(item.object()).isEqualTo("{\"ContactId\":2}");
            assertThat(item.profileObjectUniqueKey()).isEqualTo("key-2");
            assertThat(item.objectTypeName()).isEqualTo("CTR");
        });
        assertThat(second.items()).extracting(item -> item.object()).containsExactly("{\"ContactId\":1}");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void objects_are_filtered_by_key() {
        haveTwo("sdk-filter");

        var found = sdk.listProfileObjects(request -> request.domainName("sdk-filter")
                .profileId(ADA)
                .objectTypeName("CTR")
                .maxResults(1)
                .objectFilter(filter -> filter.keyName("_ctrContactId").values("1")));

        assertThat(found.items())
                .extracting(item -> item.profileObjectUniqueKey())
                .containsExactly("key-1");
    }

    @Test
    void standard_objects_are_listed_as_they_are_shown() {
        haveTwo("sdk-standard");

        assertThat(objects("sdk-standard", "_case", null).items())
                .extracting(item -> item.object())
                .containsExactly("{\"Title\":\"Late\"}");
    }

    @Test
    void operation_that_is_not_served_says_so() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.listProfileObjectTypeTemplates(request -> {}))
                .withMessageContaining("ListProfileObjectTypeTemplates is not supported yet");
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.listRuleBasedMatches(request -> request.domainName("any")))
                .withMessageContaining("ListRuleBasedMatches is not supported yet");
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.listTagsForResource(
                        request -> request.resourceArn("arn:aws:profile:us-east-1:1:domains/d")))
                .withMessageContaining("ListTagsForResource is not supported yet");
    }

    @Test
    void wrong_role_and_wrong_token_are_told_apart() {
        try (CustomerProfilesClient agent = client(Roles.AGENT)) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> agent.deleteDomain(request -> request.domainName("any")));
        }
        try (CustomerProfilesClient nobody = CustomerProfilesClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsSessionCredentials.create("any", "any", "any")))
                .build()) {
            assertThatExceptionOfType(CustomerProfilesException.class)
                    .isThrownBy(() -> nobody.listDomains(request -> {}))
                    .satisfies(error -> assertThat(error.statusCode()).isEqualTo(401));
        }
    }

    private SearchProfilesResponse search(String domain, LogicalOperator operator) {
        return sdk.searchProfiles(request -> request.domainName(domain)
                .keyName("_account")
                .values("77", "78")
                .additionalSearchKeys(List.of(AdditionalSearchKey.builder()
                        .keyName("_email")
                        .values(" ADA@example.com")
                        .build()))
                .logicalOperator(operator));
    }

    private ListProfileObjectsResponse objects(String domain, String type, String token) {
        return sdk.listProfileObjects(request -> request.domainName(domain)
                .profileId(ADA)
                .objectTypeName(type)
                .maxResults(1)
                .nextToken(token));
    }

    private void haveTwo(String domain) {
        haveDomain(domain);
        customers.add(
                domain,
                Kind.PROFILE,
                ADA,
                7,
                "{'profile': {'FirstName': 'Ada'}, 'keys': [{'name': '_account', 'value': '77'},"
                        + " {'name': '_email', 'value': 'ada@example.com'}]}");
        customers.add(
                domain,
                Kind.PROFILE,
                BOB,
                8,
                "{'profile': {'FirstName': 'Bob'}, 'keys': [{'name': '_account', 'value': '77'}]}");
        for (int i = 1; i <= 2; i++) {
            customers.add(
                    domain,
                    Kind.OBJECT,
                    "CTR|key-" + i,
                    i,
                    "{'type': 'CTR', 'record': 'key-" + i + "', 'owner': '" + ADA + "', 'at': " + i
                            + ", 'raw': '{\\'ContactId\\':" + i + "}', 'keys': ['_ctrContactId|" + i + "']}");
        }
        customers.add(
                domain,
                Kind.OBJECT,
                "Zendesk-tickets|key-3",
                3,
                "{'type': 'Zendesk-tickets', 'record': 'key-3', 'owner': '" + ADA
                        + "', 'at': 3, 'item': {'kind': 'CASE', 'fields': {'Title': 'Late'}}}");
    }
}
