package dev.customerprofiles.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.CustomerProfilesClient;
import software.amazon.awssdk.services.customerprofiles.model.AccessDeniedException;
import software.amazon.awssdk.services.customerprofiles.model.ActionType;
import software.amazon.awssdk.services.customerprofiles.model.AttributeValueItem;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.CustomerProfilesException;
import software.amazon.awssdk.services.customerprofiles.model.ListProfileHistoryRecordsRequest;
import software.amazon.awssdk.services.customerprofiles.model.Profile;
import software.amazon.awssdk.services.customerprofiles.model.ProfileHistoryRecord;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;

/** Profiles by hand through the published SDK and HTTP, with nothing faked. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class ProfilesByHandTest extends SdkScenario {

    @Test
    void profile_is_created_changed_cleared_and_found() {
        String id = sdk.createProfile(request -> request.domainName(domain)
                        .firstName("Ada")
                        .lastName("King")
                        .phoneNumber("(206) 555-0100")
                        .address(address -> address.city("London").country("UK"))
                        .attributes(Map.of("tier", "gold")))
                .profileId();
        sdk.updateProfile(request -> request.domainName(domain)
                .profileId(id)
                .lastName("")
                .genderString("f")
                .address(address -> address.city("Paris"))
                .attributes(Map.of("tier", "", "since", "1843")));
        Profile profile = found("_phone", "206-555-0100");
        assertThat(profile.profileId()).isEqualTo(id);
        assertThat(profile.firstName()).isEqualTo("Ada");
        assertThat(profile.lastName()).isNull();
        assertThat(profile.genderString()).isEqualTo("f");
        assertThat(profile.address().city()).isEqualTo("Paris");
        assertThat(profile.address().country()).isEqualTo("UK");
        assertThat(profile.attributes()).isEqualTo(Map.of("since", "1843"));
    }

    @Test
    void edit_holds_only_on_the_revision_it_was_made_on() {
        String id = sdk.createProfile(request -> request.domainName(domain).firstName("Ada"))
                .profileId();
        Response changed = update(id, etag(id), "First");
        changed.then().statusCode(200);
        assertThat(changed.header("ETag")).isEqualTo(etag(id));
        update(id, "\"0\", \"999999\"", "Stale")
                .then()
                .statusCode(412)
                .header("x-amzn-ErrorType", "PreconditionFailedException");
        assertThat(firstName(id)).isEqualTo("First");
        update(id, "\"0\", " + changed.header("ETag"), "Second").then().statusCode(200);
        update(id, "*", "Third").then().statusCode(200);
        update(id, "unquoted", "Never").then().statusCode(400);
        update("0".repeat(32), "*", "Never").then().statusCode(404);
        assertThat(firstName(id)).isEqualTo("Third");
    }

    @Test
    void key_is_added_found_and_deleted() {
        String id = sdk.createProfile(request -> request.domainName(domain)).profileId();
        var added = sdk.addProfileKey(request ->
                request.domainName(domain).profileId(id).keyName("_email").values("Ada@Example.com"));
        assertThat(added.keyName()).isEqualTo("_email");
        assertThat(added.values()).containsExactly("Ada@Example.com");
        assertThat(found("_email", "ADA@example.com").profileId()).isEqualTo(id);
        sdk.deleteProfileKey(request ->
                request.domainName(domain).profileId(id).keyName("_email").values("ada@example.com"));
        assertThat(sdk.searchProfiles(request ->
                                request.domainName(domain).keyName("_email").values("ada@example.com"))
                        .items())
                .isEmpty();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.deleteProfileKey(request -> request.domainName(domain)
                        .profileId(id)
                        .keyName("_email")
                        .values("ada@example.com")));
    }

    @Test
    void what_cannot_be_is_refused_with_the_member_and_the_rule() {
        String id = sdk.createProfile(request -> request.domainName(domain)).profileId();
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.addProfileKey(request -> request.domainName(domain)
                        .profileId(id)
                        .keyName("_profileId")
                        .values("x")))
                .withMessageContaining("KeyName");
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.addProfileKey(request -> request.domainName(domain)
                        .profileId(id)
                        .keyName("_phone")
                        .values("+12065550100", "no number")))
                .withMessageContaining("Values[1]");
        call().body("{\"Gender\": \"MALE\", \"GenderString\": \"m\"}")
                .post("/domains/{d}/profiles", domain)
                .then()
                .statusCode(400)
                .body("Message", containsString("GenderString"));
        call().body("{\"EngagementPreferences\": {\"Phone\": [{\"KeyName\": \"_phone\"}]}}")
                .post("/domains/{d}/profiles", domain)
                .then()
                .statusCode(400)
                .body("Message", containsString("EngagementPreferences.Phone"));
        assertThatExceptionOfType(CustomerProfilesException.class)
                .isThrownBy(() -> sdk.updateProfile(request ->
                        request.domainName(domain).profileId("0".repeat(32)).firstName("x")))
                .satisfies(failure -> assertThat(failure.statusCode()).isEqualTo(404));
    }

    @Test
    void deleted_profile_is_gone_and_a_later_record_makes_a_new_one() {
        put("Zendesk-users", "{\"id\": 1, \"name\": \"Ada King\", \"phone\": \"+12065550100\"}");
        String id = found("_zendeskUserId", "1").profileId();
        assertThat(sdk.deleteProfile(request -> request.domainName(domain).profileId(id))
                        .message())
                .isNotBlank();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() ->
                        sdk.deleteProfile(request -> request.domainName(domain).profileId(id)));
        assertThat(sdk.searchProfiles(request ->
                                request.domainName(domain).keyName("_phone").values("+12065550100"))
                        .items())
                .isEmpty();
        put("Zendesk-users", "{\"id\": 1, \"name\": \"Ada King\"}");
        assertThat(found("_zendeskUserId", "1").profileId()).isNotEqualTo(id);
        try (CustomerProfilesClient agent = client(TestTokens.of(Roles.AGENT))) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> agent.deleteProfile(
                            request -> request.domainName(domain).profileId(id)));
        }
    }

    @Test
    void audit_trail_tells_who_did_what_and_outlives_the_profile_without_what_was_said() {
        put("Zendesk-users", "{\"id\": 1, \"name\": \"Ada King\"}");
        String id = found("_zendeskUserId", "1").profileId();
        sdk.updateProfile(request -> request.domainName(domain).profileId(id).firstName("Augusta"));
        sdk.addProfileKey(request ->
                request.domainName(domain).profileId(id).keyName("card").values("4711"));
        assertThat(actions(id, request -> {})).containsExactly("ADDED_PROFILE_KEY", "UPDATED", "INGESTED");
        assertThat(actions(id, request -> request.actionType(ActionType.UPDATED)))
                .containsExactly("UPDATED");
        assertThat(actions(id, request -> request.objectTypeName("Zendesk-users")))
                .containsExactly("INGESTED");
        assertThat(actions(id, request -> request.performedBy("somebody"))).hasSize(2);

        ProfileHistoryRecord update = record(id, ActionType.UPDATED);
        assertThat(update.performedBy()).isEqualTo("somebody");
        assertThat(content(id, update)).isEqualTo("{\"FirstName\":\"Augusta\"}");
        ProfileHistoryRecord ingested = record(id, ActionType.INGESTED);
        assertThat(ingested.profileObjectUniqueKey()).isNotBlank();
        assertThat(content(id, ingested)).contains("\"Outcome\":\"created\"");
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> content("0".repeat(32), update));

        sdk.deleteProfile(request -> request.domainName(domain).profileId(id));
        assertThat(actions(id, request -> {}))
                .containsExactly("DELETED_BY_CUSTOMER", "ADDED_PROFILE_KEY", "UPDATED", "INGESTED");
        assertThat(content(id, update)).isEqualTo("{}");
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> actions("0".repeat(32), request -> {}));
    }

    @Test
    void values_of_an_attribute_come_most_frequent_first() {
        for (String tier : List.of("gold", "blue", "blue")) {
            sdk.createProfile(request -> request.domainName(domain)
                    .attributes(Map.of("tier", tier))
                    .address(address -> address.city("Paris")));
        }
        assertThat(values("Attributes.tier")).containsExactly("blue", "gold");
        assertThat(values("tier")).containsExactly("blue", "gold");
        assertThat(values("Address.City")).containsExactly("Paris");
        assertThat(values("FirstName")).isEmpty();
    }

    private List<String> values(String attribute) {
        return sdk
                .listProfileAttributeValues(
                        request -> request.domainName(domain).attributeName(attribute))
                .items()
                .stream()
                .map(AttributeValueItem::value)
                .toList();
    }

    private List<String> actions(String id, Consumer<ListProfileHistoryRecordsRequest.Builder> filter) {
        return records(id, filter).stream()
                .map(ProfileHistoryRecord::actionTypeAsString)
                .toList();
    }

    /** All pages, of one entry each. */
    private List<ProfileHistoryRecord> records(String id, Consumer<ListProfileHistoryRecordsRequest.Builder> filter) {
        List<ProfileHistoryRecord> records = new ArrayList<>();
        String token = null;
        do {
            String next = token;
            var page = sdk.listProfileHistoryRecords(request -> filter.andThen(more ->
                            more.domainName(domain).profileId(id).maxResults(1).nextToken(next))
                    .accept(request));
            records.addAll(page.profileHistoryRecords());
            token = page.nextToken();
        } while (token != null);
        return records;
    }

    private ProfileHistoryRecord record(String id, ActionType action) {
        return records(id, request -> request.actionType(action)).get(0);
    }

    private String content(String id, ProfileHistoryRecord entry) {
        return sdk.getProfileHistoryRecord(
                        request -> request.domainName(domain).profileId(id).id(entry.id()))
                .content();
    }

    private Profile found(String key, String value) {
        return sdk.searchProfiles(
                        request -> request.domainName(domain).keyName(key).values(value))
                .items()
                .get(0);
    }

    private String firstName(String id) {
        return call().get("/domains/{d}/profiles/{id}", domain, id).path("FirstName");
    }

    private String etag(String id) {
        return call().get("/domains/{d}/profiles/{id}", domain, id).header("ETag");
    }

    private Response update(String id, String ifMatch, String firstName) {
        return call().header("If-Match", ifMatch)
                .body("{\"ProfileId\": \"" + id + "\", \"FirstName\": \"" + firstName + "\"}")
                .put("/domains/{d}/profiles", domain);
    }

    private RequestSpecification call() {
        return given().baseUri(service.toString())
                .header("Authorization", "Bearer " + TestTokens.of(Roles.AGENT))
                .contentType(ContentType.JSON);
    }
}
