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
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
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
