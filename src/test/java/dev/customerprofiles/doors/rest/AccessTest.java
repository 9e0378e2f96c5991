package dev.customerprofiles.doors.rest;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static dev.customerprofiles.doors.rest.Door.as;
import static dev.customerprofiles.doors.rest.Door.haveDomain;
import static dev.customerprofiles.doors.rest.Door.refused;
import static dev.customerprofiles.doors.rest.Door.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

@QuarkusTest
@TestProfile(AtTheDoor.class)
@QuarkusTestResource(TokenKeys.class)
class AccessTest {

    private static final String PROFILE = "/profiles/" + FakeIngest.PROFILE;

    @Test
    void right_role_gets_in() {
        haveDomain("access-role");

        as(Roles.AGENT).get("/domains/access-role").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {Roles.AGENT, Roles.INTEGRATOR, Roles.PRIVACY, "user"})
    void wrong_role_is_denied(String role) {
        refused(
                as(role).contentType(ContentType.JSON)
                        .body("{\"DefaultExpirationDays\": 1}")
                        .post("/domains/access-wrong-role")
                        .then(),
                403,
                "AccessDeniedException");
    }

    @Test
    void role_is_looked_at_before_the_request() {
        refused(
                as(Roles.AGENT)
                        .contentType(ContentType.JSON)
                        .body("{")
                        .post("/domains/!")
                        .then(),
                403,
                "AccessDeniedException");
    }

    @Test
    void no_token_is_unauthorized() {
        refused(given().get("/domains").then(), 401, "UnauthorizedException").header("WWW-Authenticate", "Bearer");
    }

    @Test
    void expired_token_is_unauthorized() {
        refused(with(TestTokens.expired(Roles.ADMIN)).get("/domains").then(), 401, "UnauthorizedException");
    }

    @Test
    void token_signed_by_somebody_else_is_unauthorized() {
        refused(
                with(TestTokens.signedBySomebodyElse(Roles.ADMIN))
                        .get("/domains")
                        .then(),
                401,
                "UnauthorizedException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer x.y.z", "Basic YTpi", "AWS4-HMAC-SHA256 Credential=x", "nonsense"})
    void anything_else_is_unauthorized(String authorization) {
        refused(given().header("Authorization", authorization).get("/domains").then(), 401, "UnauthorizedException");
    }

    @Test
    void session_token_of_a_signed_request_is_a_bearer_token() {
        given().header("Authorization", "AWS4-HMAC-SHA256 Credential=any/20260101/x/profile/aws4_request")
                .header("X-Amz-Security-Token", TestTokens.of(Roles.ADMIN))
                .get("/domains")
                .then()
                .statusCode(200);
    }

    @Test
    void session_token_without_a_signature_is_nothing() {
        refused(
                given().header("X-Amz-Security-Token", TestTokens.of(Roles.ADMIN))
                        .get("/domains")
                        .then(),
                401,
                "UnauthorizedException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                PROFILE,
                PROFILE + "/cases",
                "/profiles?q=a",
                "/events/1",
                "/rejected-events",
                "/integrations"
            })
    void domain_outside_the_claim_answers_as_one_that_does_not_exist(String path) {
        haveDomain("access-hidden" + Math.abs(path.hashCode()));
        String token = TestTokens.forDomains(List.of("other"), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN);
        Response hidden = with(token).get("/domains/access-hidden" + Math.abs(path.hashCode()) + path);
        Response missing =
                with(TestTokens.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN)).get("/domains/access-missing" + path);

        Door.notFound(hidden.then());
        assertThat(hidden.asByteArray()).isEqualTo(missing.asByteArray());
        assertThat(hidden.headers().asList())
                .hasToString(missing.headers().asList().toString());
    }

    @Test
    void domain_outside_the_claim_can_neither_be_deleted_nor_created_anew() {
        haveDomain("access-kept");
        String token = TestTokens.forDomains("other", Roles.ADMIN);

        Door.notFound(with(token).delete("/domains/access-kept").then());
        for (String name : List.of("access-kept", "access-none")) {
            refused(
                    with(token)
                            .contentType(ContentType.JSON)
                            .body("{\"DefaultExpirationDays\": 1}")
                            .post("/domains/" + name)
                            .then(),
                    403,
                    "AccessDeniedException");
        }
        as(Roles.ADMIN).get("/domains/access-kept").then().statusCode(200);
    }

    @Test
    void list_shows_the_domains_of_the_claim() {
        haveDomain("access-list-a");
        haveDomain("access-list-b");
        haveDomain("access-list-c");

        with(TestTokens.forDomains("access-list-a access-list-c", Roles.AGENT))
                .get("/domains")
                .then()
                .statusCode(200)
                .body("Items.DomainName", contains("access-list-a", "access-list-c"));
    }

    @Test
    void operation_that_is_not_served_wants_a_token_too() {
        refused(given().get("/templates").then(), 401, "UnauthorizedException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/openapi"})
    void health_and_description_are_open(String path) {
        given().get(path).then().statusCode(200);
    }
}
