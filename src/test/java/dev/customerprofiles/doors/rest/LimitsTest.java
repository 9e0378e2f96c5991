package dev.customerprofiles.doors.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TokenKeys;

import static dev.customerprofiles.doors.rest.Door.as;
import static dev.customerprofiles.doors.rest.Door.badRequest;
import static dev.customerprofiles.doors.rest.Door.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** More than the service takes, in number, depth or size, is refused with a sentence and leaves it as it was. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestProfile(LimitsTest.Crowded.class)
class LimitsTest {

    private static final int AT_A_TIME = 2;

    @Inject
    FakeIngest ingest;

    public static class Crowded extends AtTheDoor {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("customer-profiles.rest.concurrent-requests", Integer.toString(AT_A_TIME));
            return overrides;
        }
    }

    private final String domain = "limits-" + UUID.randomUUID();

    private ValidatableResponse put(String object) {
        return as(Roles.INTEGRATOR)
                .contentType(ContentType.JSON)
                .body("{\"ObjectTypeName\": \"CTR\", \"Object\": \"" + object.replace("\"", "\\\"") + "\"}")
                .put("/domains/" + domain + "/profiles/objects")
                .then();
    }

    @Test
    void requests_beyond_the_limit_are_told_to_come_again_and_others_are_not_lost() {
        Door.haveDomain(domain);
        List<CompletableFuture<Integer>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> put("{\"wants\": \"time\"}").extract().statusCode()))
                .limit(AT_A_TIME)
                .toList();
        await().until(() -> ingest.waits() == AT_A_TIME);

        refused(as(Roles.AGENT).get("/domains/" + domain).then(), 429, "ThrottlingException")
                .header("Retry-After", "1");
        given().get("/q/health/live").then().statusCode(200);

        ingest.answerAll();
        assertThat(waiting).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        await().untilAsserted(() -> put("{\"wants\": \"nothing\"}").statusCode(200));
    }

    @Test
    void json_that_is_nested_too_deep_is_refused() {
        Door.haveDomain(domain);
        String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);

        badRequest(put(deep));
        badRequest(as(Roles.INTEGRATOR)
                .contentType(ContentType.JSON)
                .body("{\"ObjectTypeName\": \"CTR\", \"Object\": \"{}\", \"More\": " + deep + "}")
                .put("/domains/" + domain + "/profiles/objects")
                .then());
    }

    @Test
    void headers_that_are_too_large_are_refused() {
        given().header("Authorization", "Bearer " + "x".repeat(100_000))
                .get("/domains/" + domain)
                .then()
                .statusCode(431);
    }
}
