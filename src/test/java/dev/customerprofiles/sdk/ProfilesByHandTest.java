package dev.customerprofiles.sdk;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.CustomerProfilesException;
import software.amazon.awssdk.services.customerprofiles.model.Profile;
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
        update(id, "\"1\", \"2\"", "Stale")
                .then()
                .statusCode(412)
                .header("x-amzn-ErrorType", "PreconditionFailedException");
        assertThat(firstName(id)).isEqualTo("First");
        update(id, "\"1\", " + changed.header("ETag"), "Second").then().statusCode(200);
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
