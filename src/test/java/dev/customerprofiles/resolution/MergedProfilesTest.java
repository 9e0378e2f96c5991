package dev.customerprofiles.resolution;

import java.net.URI;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.customerprofiles.CustomerProfilesClient;
import software.amazon.awssdk.services.customerprofiles.model.ActionType;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.ProfileHistoryRecord;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;

import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Merging and unmerging as the published SDK and REST see it, with nothing faked between. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class MergedProfilesTest {

    private static final String PHONE = "+12065550101";

    @TestHTTPResource("/")
    URI service;

    private final String token = TestTokens.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY);
    private Tenant tenant;
    private CustomerProfilesClient sdk;
    private String ada;
    private String other;

    @BeforeEach
    void two_profiles_of_one_customer() {
        tenant = Tenant.create(service.toString(), token);
        sdk = CustomerProfilesClient.builder()
                .endpointOverride(service)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsSessionCredentials.create("any", "any", token)))
                .build();
        ada = put(
                "Salesforce-Contact",
                Records.salesforceContact("003Hs00000JGrknIAV", PHONE, "2025-04-03T10:15:00.000+0000"));
        other = put("Zendesk-users", "{\"id\":7,\"name\":\"A. Lovelace\",\"email\":\"other@example.com\"}");
        put("Zendesk-tickets", Records.zendeskTicket(1, 7, "Before"));
    }

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void merged_id_keeps_resolving_wherever_it_is_used() {
        assertThat(merge(ada, other)).isNotBlank();

        assertThat(put("Zendesk-tickets", Records.zendeskTicket(2, 7, "Between")))
                .isEqualTo(ada);
        JsonPath whole = tenant.profile(other);
        assertThat(whole.getString("ProfileId")).isEqualTo(ada);
        assertThat(whole.getString("FirstName")).isEqualTo("Ada");
        assertThat(whole.getString("Provenance.FirstName.Because")).isEqualTo("main-profile");
        assertThat(whole.getList("Provenance.FirstName.Others.Value")).hasSize(1);
        assertThat(whole.getList("Cases.Title")).containsExactlyInAnyOrder("Before", "Between");
        assertThat(whole.getList("MergedProfiles.ProfileId")).containsExactly(other);
        assertThat(tenant.get("/profiles/{id}/cases", other).getInt("Total")).isEqualTo(2);
        assertThat(sdk.batchGetProfile(r -> r.domainName(tenant.name()).profileIds(other, ada))
                        .profiles())
                .extracting("profileId")
                .containsExactly(ada, ada);
        assertThat(sdk.listProfileObjects(r ->
                                r.domainName(tenant.name()).profileId(other).objectTypeName("Zendesk-tickets"))
                        .items())
                .hasSize(2);
        for (String value : List.of("other@example.com", "ada@example.com")) {
            assertThat(found("_email", value)).containsExactly(ada);
        }
        assertThat(found("_profileId", other)).containsExactly(ada);
        assertThat(found("_zendeskUserId", "7")).containsExactly(ada);
        assertThat(tenant.get("/profiles?q=other").getList("Items.ProfileId")).containsExactly(ada);
        assertThat(tenant.get("").getInt("Stats.ProfileCount")).isOne();
    }

    @Test
    void unmerged_profile_is_back_under_its_own_id_with_what_came_for_it_since() {
        JsonPath before = tenant.profile(other);
        merge(ada, other);
        put("Zendesk-tickets", Records.zendeskTicket(2, 7, "Between"));

        JsonPath two = tenant.post(
                "/profiles/unmerge", "{\"ProfileId\":\"%s\",\"MergedProfileId\":\"%s\"}".formatted(ada, other));

        assertThat(two.getString("ProfileId")).isEqualTo(ada);
        assertThat(two.getString("MergedProfileId")).isEqualTo(other);
        JsonPath back = tenant.profile(other);
        assertThat(back.getString("ProfileId")).isEqualTo(other);
        assertThat(back.getString("FirstName")).isEqualTo(before.getString("FirstName"));
        assertThat(back.getList("Keys")).isEqualTo(before.getList("Keys"));
        assertThat(back.getList("Cases.Title")).containsExactlyInAnyOrder("Before", "Between");
        assertThat(tenant.profile(ada).getList("Cases")).isEmpty();
        assertThat(found("_email", "other@example.com")).containsExactly(other);
        assertThat(put("Zendesk-tickets", Records.zendeskTicket(3, 7, "After"))).isEqualTo(other);
    }

    @Test
    void chosen_field_comes_from_the_chosen_profile() {
        sdk.mergeProfiles(r -> r.domainName(tenant.name())
                .mainProfileId(ada)
                .profileIdsToBeMerged(other)
                .fieldSourceProfileIds(f -> f.emailAddress(other).mobilePhoneNumber(other)));

        JsonPath whole = tenant.profile(ada);
        assertThat(whole.getString("EmailAddress")).isEqualTo("other@example.com");
        assertThat(whole.getString("MobilePhoneNumber")).isNull();
        assertThat(whole.getString("FirstName")).isEqualTo("Ada");
    }

    @Test
    void what_cannot_be_merged_says_why() {
        String nobody = "0".repeat(32);
        assertThatThrownBy(() -> merge(ada, nobody)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> merge(ada, ada))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("ProfileIdsToBeMerged");
        assertThatThrownBy(() -> sdk.mergeProfiles(r -> r.domainName(tenant.name())
                        .mainProfileId(ada)
                        .profileIdsToBeMerged(other)
                        .fieldSourceProfileIds(f -> f.firstName(nobody))))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("FieldSourceProfileIds.FirstName");
        assertThat(tenant.profile(other).getString("ProfileId")).isEqualTo(other);
    }

    @Test
    void merges_of_merged_profiles_resolve_and_come_apart_with_what_they_had() {
        String third = put("Zendesk-users", "{\"id\":8,\"name\":\"Ada King\",\"email\":\"third@example.com\"}");
        merge(other, third);
        merge(ada, other);
        for (String id : List.of(ada, other, third)) {
            assertThat(tenant.profile(id).getString("ProfileId")).isEqualTo(ada);
        }
        assertThat(put("Zendesk-tickets", Records.zendeskTicket(3, 8, "Third"))).isEqualTo(ada);

        unmerge(third, other);

        assertThat(tenant.profile(ada).getList("MergedProfiles")).isEmpty();
        JsonPath back = tenant.profile(third);
        assertThat(back.getString("ProfileId")).isEqualTo(other);
        assertThat(back.getList("MergedProfiles.ProfileId")).containsExactly(third);
        assertThat(back.getList("Cases.Title")).containsExactlyInAnyOrder("Before", "Third");

        unmerge(other, third);
        assertThat(tenant.profile(third).getString("ProfileId")).isEqualTo(third);
        assertThat(tenant.profile(third).getList("Cases.Title")).containsExactly("Third");
    }

    @Test
    void what_people_say_of_a_merged_id_is_said_of_the_profile_it_became_part_of() {
        merge(ada, other);
        sdk.updateProfile(r -> r.domainName(tenant.name()).profileId(other).middleName("Byron"));
        sdk.addProfileKey(r ->
                r.domainName(tenant.name()).profileId(other).keyName("_email").values("added@example.com"));

        assertThat(tenant.profile(ada).getString("MiddleName")).isEqualTo("Byron");
        assertThat(found("_email", "added@example.com")).containsExactly(ada);
        assertThat(history(other))
                .contains(
                        ActionType.MERGED,
                        ActionType.DELETED_BY_MERGE,
                        ActionType.UPDATED,
                        ActionType.ADDED_PROFILE_KEY);
        assertThat(history(ada)).isEqualTo(history(other));

        sdk.deleteProfileKey(r ->
                r.domainName(tenant.name()).profileId(other).keyName("_email").values("added@example.com"));
        assertThat(found("_email", "added@example.com")).isEmpty();
    }

    @Test
    void what_people_said_travels_with_its_profile_there_and_back() {
        sdk.updateProfile(r -> r.domainName(tenant.name()).profileId(other).businessName("Analytical Engines"));
        sdk.addProfileKey(r ->
                r.domainName(tenant.name()).profileId(other).keyName("_email").values("added@example.com"));
        merge(ada, other);
        assertThat(tenant.profile(ada).getString("BusinessName")).isEqualTo("Analytical Engines");
        assertThat(tenant.profile(ada).getString("Provenance.BusinessName.Because"))
                .isEqualTo("edited");
        assertThat(found("_email", "added@example.com")).containsExactly(ada);

        unmerge(ada, other);

        assertThat(tenant.profile(ada).getString("BusinessName")).isNull();
        assertThat(tenant.profile(other).getString("BusinessName")).isEqualTo("Analytical Engines");
        assertThat(found("_email", "added@example.com")).containsExactly(other);
    }

    @Test
    void who_is_deleted_by_any_id_is_gone_under_every_id() {
        merge(ada, other);
        sdk.deleteProfile(r -> r.domainName(tenant.name()).profileId(other));
        for (String id : List.of(ada, other)) {
            assertThat(sdk.batchGetProfile(r -> r.domainName(tenant.name()).profileIds(id))
                            .profiles())
                    .isEmpty();
            assertThat(history(id)).contains(ActionType.DELETED_BY_CUSTOMER);
        }
        assertThat(found("_zendeskUserId", "7")).isEmpty();
        assertThat(tenant.get("").getInt("Stats.ProfileCount")).isZero();
        assertThat(tenant.get("").getInt("Stats.ObjectCount")).isZero();
    }

    private List<ActionType> history(String profileId) {
        return sdk
                .listProfileHistoryRecords(r -> r.domainName(tenant.name()).profileId(profileId))
                .profileHistoryRecords()
                .stream()
                .map(ProfileHistoryRecord::actionType)
                .toList();
    }

    private void unmerge(String profileId, String merged) {
        tenant.post(
                "/profiles/unmerge", "{\"ProfileId\":\"%s\",\"MergedProfileId\":\"%s\"}".formatted(profileId, merged));
    }

    private String merge(String main, String... others) {
        return sdk.mergeProfiles(
                        r -> r.domainName(tenant.name()).mainProfileId(main).profileIdsToBeMerged(others))
                .message();
    }

    private List<String> found(String key, String value) {
        return tenant.post("/profiles/search", "{\"KeyName\":\"%s\",\"Values\":[\"%s\"]}".formatted(key, value))
                .getList("Items.ProfileId");
    }

    private String put(String type, String record) {
        return tenant.put(type, record).then().statusCode(200).extract().path("ProfileId");
    }
}
