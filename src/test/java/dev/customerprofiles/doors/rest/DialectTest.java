package dev.customerprofiles.doors.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static dev.customerprofiles.doors.rest.Door.as;
import static dev.customerprofiles.doors.rest.Door.badRequest;
import static dev.customerprofiles.doors.rest.Door.haveDomain;
import static dev.customerprofiles.doors.rest.Door.notFound;
import static dev.customerprofiles.doors.rest.Door.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** Bad input gets a refusal of the dialect, whatever it is; ConstraintsTest has what the contract says of single members. */
@QuarkusTest
@TestProfile(AtTheDoor.class)
@QuarkusTestResource(TokenKeys.class)
class DialectTest {

    private static final String[] ALL = {Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR};
    private static final String ID = "0".repeat(32);

    @TestHTTPResource("/")
    URI endpoint;

    @BeforeEach
    void haveTheDomain() {
        if (as(ALL).get("/domains/dialect").statusCode() == 404) {
            haveDomain("dialect");
        }
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("POST", "/domains/x", "", "DefaultExpirationDays is required"),
                Arguments.of("POST", "/domains/x", "{}", "DefaultExpirationDays is required"),
                Arguments.of(
                        "POST", "/domains/x", "{\"DefaultExpirationDays\": null}", "DefaultExpirationDays is required"),
                Arguments.of(
                        "POST",
                        "/domains/x",
                        "{\"DefaultExpirationDays\": 1e999}",
                        "DefaultExpirationDays must be an integer"),
                Arguments.of(
                        "POST",
                        "/domains/x",
                        "{\"DefaultExpirationDays\": 99999999999999999999}",
                        "DefaultExpirationDays must be 1 to 1098"),
                Arguments.of("POST", "/domains/x", days("\"Tags\": {\"aws:x\": \"\"}"), "Tags[key] must match"),
                Arguments.of("POST", "/domains/x", "[]", "The request must be a JSON object"),
                Arguments.of("POST", "/domains/x", "7", "The request must be a JSON object"),
                Arguments.of("POST", "/domains/x", "null", "The request must be a JSON object"),
                Arguments.of("POST", "/domains/x", "{\"DefaultExpirationDays\": 1", "not valid JSON"),
                Arguments.of("POST", "/domains/x", "{} {}", "not valid JSON"),
                Arguments.of("POST", "/domains/x", "<html>", "not valid JSON"),
                Arguments.of("POST", "/domains/x", "[".repeat(5000), "not valid JSON"),
                Arguments.of("POST", "/domains/a%20b", days(), "DomainName must match"),
                Arguments.of("POST", "/domains/a%2Fb", days(), "DomainName must match"),
                Arguments.of("POST", "/domains/a%0A", days(), "DomainName must match"),
                Arguments.of("PUT", "/domains/dialect/integrations", "{}", "Uri is required"),
                Arguments.of(
                        "PUT",
                        "/domains/dialect/integrations",
                        "{\"Uri\": \"u\"}",
                        "ObjectTypeName or ObjectTypeNames is required"),
                Arguments.of("PUT", "/domains/dialect/integrations", flow(), "FlowDefinition is not supported"),
                Arguments.of(
                        "PUT", "/domains/dialect/profiles/objects", object("\"[]\""), "Object must be a JSON object"),
                Arguments.of(
                        "PUT", "/domains/dialect/profiles/objects", object("\"{\""), "Object must be a JSON object"),
                Arguments.of(
                        "PUT", "/domains/dialect/profiles/objects", object("\"{} 1\""), "Object must be a JSON object"),
                Arguments.of(
                        "PUT",
                        "/domains/dialect/profiles/objects",
                        object("\"{\\\"wants\\\": \\\"no-key\\\"}\""),
                        "no-profile-key: "));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void violation_names_member_and_rule(String method, String path, String body, String message) {
        badRequest(as(ALL).contentType(ContentType.JSON)
                        .body(body)
                        .request(method, path)
                        .then())
                .body("Message", containsString(message));
    }

    static Stream<Arguments> justRight() {
        return Stream.of(
                Arguments.of("POST", "/domains/dialect-least", "{\"DefaultExpirationDays\": 1}"),
                Arguments.of(
                        "POST",
                        "/domains/dialect-most",
                        "{\"DefaultExpirationDays\": 1098, \"New\": {}, \"Tags\": null}"),
                Arguments.of(
                        "POST",
                        "/domains/" + "m".repeat(64),
                        days("\"DefaultEncryptionKey\": \"" + "k".repeat(255) + '"')),
                Arguments.of("POST", "/domains/dialect-off", days("\"Matching\": {\"Enabled\": false}")),
                Arguments.of(
                        "PUT",
                        "/domains/dialect/profiles/objects",
                        object("\"{\\\"a\\\":\\\"" + "x".repeat(256_000 - 8) + "\\\"}\"")),
                Arguments.of(
                        "PUT",
                        "/domains/dialect/profiles/objects",
                        object("\"{\\\"a\\\":\\\"" + "😀".repeat(256_000 - 8) + "\\\"}\"")),
                Arguments.of("POST", "/domains/dialect/profiles/search", search(4)),
                Arguments.of("POST", "/domains/dialect/batch-get-profiles", batch(20)));
    }

    @ParameterizedTest
    @MethodSource("justRight")
    void what_just_keeps_the_rules_is_taken(String method, String path, String body) {
        as(ALL).contentType(ContentType.JSON.withCharset("UTF-8"))
                .body(body)
                .request(method, path)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-results=0",
                "max-results=101",
                "max-results=x",
                "max-results=",
                "max-results=1&max-results=2",
                "max-results=99999999999999999999"
            })
    void violation_in_the_query_names_member_and_rule(String query) {
        badRequest(as(ALL).get("/domains?" + query).then())
                .body("Message", containsString("MaxResults (max-results) must"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"next-token=", "next-token=!", "next-token=%00"})
    void token_that_was_never_given_is_refused(String query) {
        badRequest(as(ALL).get("/domains?" + query).then())
                .body("Message", containsString("NextToken (next-token) must"));
    }

    @Test
    void token_of_the_store_that_was_never_given_is_refused() {
        badRequest(as(ALL).get("/domains/dialect/rejected-events?next-token=bad")
                        .then())
                .body("Message", containsString("NextToken (next-token) must"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/domains/dialect/integrations?include-hidden=yes",
                "/domains/dialect/profiles",
                "/domains/dialect/profiles?q="
            })
    void other_violations_in_the_query_are_refused(String path) {
        badRequest(as(ALL).get(path).then());
    }

    @Test
    void wrong_content_type_is_refused() {
        badRequest(as(ALL).contentType("text/plain")
                        .body("{}")
                        .post("/domains/x")
                        .then())
                .body("Message", containsString("Content-Type"));
        badRequest(as(ALL).contentType(ContentType.URLENC)
                .body("a=b")
                .post("/domains/x")
                .then());
    }

    @Test
    void wrong_accept_is_refused() {
        badRequest(as(ALL).accept("text/html").get("/domains").then()).body("Message", containsString("Accept"));
        badRequest(as(ALL).header("Accept", "///").get("/domains").then());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/domains/",
                "/domains//integrations",
                "/domains/d/nothing",
                "/unsupported-operation",
                "/q/nothing",
                "/index.htm"
            })
    void path_beside_the_contract_is_not_found(String path) {
        notFound(as(ALL).get(path).then());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "DELETE", "PUT", "POST", "TRACE", "OPTIONS", "NONSENSE"})
    void verb_beside_the_contract_is_not_found(String verb) {
        notFound(as(ALL).request(verb, "/domains").then());
    }

    @Test
    void malformed_path_is_refused() throws IOException {
        for (String target : new String[] {
            "/domains/%zz", "/domains/%", "/domains/%ff", "/domains?max-results=%zz", "//", "/domains/..%2f"
        }) {
            String answer =
                    raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + TestTokens.of(ALL) + "\r\n\r\n");
            assertThat(answer)
                    .as(target)
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain("<")
                    .doesNotContain("Exception:");
        }
    }

    @Test
    void body_that_says_it_is_too_large_is_refused() {
        refused(
                as(ALL).contentType(ContentType.JSON)
                        .body(object('"' + "x".repeat(3_000_000) + '"'))
                        .put("/domains/dialect/profiles/objects")
                        .then(),
                413,
                "BadRequestException");
    }

    @Test
    void body_that_turns_out_too_large_is_refused() throws IOException {
        String chunk = "{\"a\": \"" + "x".repeat(3_000_000);
        StringBuilder request =
                new StringBuilder("PUT /domains/dialect/profiles/objects HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer "
                        + TestTokens.of(ALL) + "\r\n\r\n");
        request.append(Integer.toHexString(chunk.length()))
                .append("\r\n")
                .append(chunk)
                .append("\r\n");
        String answer = raw(request.append("0\r\n\r\n").toString());

        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .contains("x-amzn-ErrorType: BadRequestException", "{\"Message\":\"The body is too large.\"}");
    }

    @Test
    void failure_of_the_service_tells_nothing() {
        refused(
                        as(ALL).contentType(ContentType.JSON)
                                .body(object("\"{\\\"wants\\\": \\\"failure\\\"}\""))
                                .put("/domains/dialect/profiles/objects")
                                .then(),
                        500,
                        "InternalServerException")
                .body("Message", not(containsString("example.com")));
    }

    @Test
    void members_that_nobody_knows_are_neither_kept_nor_shown() {
        as(ALL).contentType(ContentType.JSON)
                .body(days("\"New\": 1, \"Tags\": null, \"DeadLetterQueueUrl\": null"))
                .post("/domains/dialect-unknown")
                .then()
                .statusCode(200)
                .body("New", nullValue())
                .body("containsKey('Tags')", is(false));
    }

    @Test
    void head_answers_like_get() {
        as(ALL).head("/domains/dialect")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body(is(""));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(5_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the server may hang up as soon as it has had enough: what it said is there to be read
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            try {
                for (int read = 0;
                        read >= 0 && !answer.toString(StandardCharsets.UTF_8).contains("}"); ) {
                    answer.write(buffer, 0, read);
                    read = socket.getInputStream().read(buffer);
                }
            } catch (IOException e) {
                // as above
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static String days(String... more) {
        return "{\"DefaultExpirationDays\": 1" + (more.length == 0 ? "" : ", " + more[0]) + '}';
    }

    private static String object(String object) {
        return "{\"ObjectTypeName\": \"CTR\", \"Object\": " + object + '}';
    }

    private static String flow() {
        return "{\"ObjectTypeName\": \"CTR\", \"FlowDefinition\": {\"FlowName\": \"flow\", \"KmsArn\":"
                + " \"arn:aws:kms:eu-west-1:123456789012:key/1\", \"SourceFlowConfig\": {\"ConnectorType\": \"Zendesk\","
                + " \"SourceConnectorProperties\": {\"Zendesk\": {\"Object\": \"tickets\"}}}, \"Tasks\": [],"
                + " \"TriggerConfig\": {\"TriggerType\": \"OnDemand\"}}}";
    }

    private static String search(int additional) {
        String key = "{\"KeyName\": \"a\", \"Values\": [\"b\"]}";
        return "{\"KeyName\": \"a\", \"Values\": [\"b\"], \"AdditionalSearchKeys\": ["
                + String.join(",", java.util.Collections.nCopies(additional, key)) + "]}";
    }

    private static String batch(int size) {
        return "{\"ProfileIds\": [" + String.join(",", java.util.Collections.nCopies(size, '"' + ID + '"')) + "]}";
    }
}
