package dev.customerprofiles.doors.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

/** Streams of changes, through the broker and back, and the contacts in progress that they announce. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@TestProfile(ChangesTest.FewStreams.class)
class ChangesTest {

    private static final int STREAMS = 4;

    private static final String AGENT = "somebody";
    private static final String CONTACT = "CTR-AutoAssociateOnly";

    public static class FewStreams implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("customer-profiles.live.streams", Integer.toString(STREAMS));
        }
    }

    @TestHTTPResource("/")
    URI service;

    private Tenant tenant;

    @BeforeEach
    void start() {
        tenant = Tenant.create(
                service.toString(), TestTokens.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY));
    }

    @Test
    void change_reaches_those_who_follow_the_profile_or_the_domain() throws Exception {
        String ada = put("Zendesk-users", Records.zendeskUser(1));
        try (Follower all = follow("");
                Follower hers = follow("?profile-id=" + ada);
                Follower other = follow("?profile-id=" + "0".repeat(32))) {
            put(
                    "Zendesk-users",
                    Records.zendeskUser(1).replace("Ada", "Augusta").replace("2025-04-04", "2025-05-04"));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> all.heard("profile", "\"updated\"") && hers.heard("profile", ada));
            assertThat(other.events).noneMatch(event -> event.contains("profile"));
        }
    }

    @Test
    void contact_without_a_customer_is_announced_and_listed_until_it_ends() throws Exception {
        try (Follower follower = follow("?profile-id=" + "0".repeat(32))) {
            tenant.put(CONTACT, contact("c1", AGENT, null))
                    .then()
                    .statusCode(200)
                    .body("Outcome", is("parked"));
            await().until(() -> follower.heard("contact", ""));

            assertThat(live()).hasSize(1).first().satisfies(contact -> assertThat(contact)
                    .containsEntry("ContactId", "c1")
                    .containsEntry("Channel", "VOICE")
                    .containsEntry("Unassigned", false)
                    .doesNotContainKey("ProfileId"));

            follower.events.clear();
            tenant.put(CONTACT, contact("c1", AGENT, Instant.now())).then().statusCode(200);
            await().until(() -> follower.heard("contact", ""));
            assertThat(live()).isEmpty();
        }
    }

    @Test
    void contact_of_a_known_customer_names_the_profile() {
        String ada = put(
                "Salesforce-Contact",
                Records.salesforceContact("003Hs00000JGrknIAV", "+12065550101", "2025-04-03T10:15:00.000+0000"));
        put(CONTACT, contact("c2", AGENT, null));

        assertThat(live()).extracting("ContactId", "ProfileId").containsExactly(tuple("c2", ada));
        put(CONTACT, contact("c2", AGENT, Instant.now()));
        assertThat(live()).isEmpty();
    }

    @Test
    void agent_sees_own_and_unassigned_contacts_and_nobody_elses() {
        tenant.put(CONTACT, contact("mine", AGENT, null));
        tenant.put(CONTACT, contact("waiting", "", null));
        tenant.put(CONTACT, contact("theirs", "somebody.else", null));

        assertThat(live())
                .extracting("ContactId", "Unassigned")
                .containsExactlyInAnyOrder(tuple("mine", false), tuple("waiting", true));
    }

    @Test
    void domain_outside_the_token_answers_as_one_that_does_not_exist() {
        String elsewhere = TestTokens.forDomains(List.of("another"), Roles.AGENT);
        for (String name : List.of(tenant.name(), "another")) {
            given().header("Authorization", "Bearer " + elsewhere)
                    .get("/domains/" + name + "/changes")
                    .then()
                    .statusCode(404)
                    .body("Message", is("The domain does not exist."));
        }
        given().header("Authorization", "Bearer " + TestTokens.of(Roles.INTEGRATOR))
                .get("/domains/" + tenant.name() + "/changes")
                .then()
                .statusCode(403);
    }

    @Test
    void open_streams_are_counted() throws Exception {
        double before = streams();
        try (Follower one = follow("")) {
            assertThat(streams()).isEqualTo(before + 1);
            assertThat(one.events).isNotEmpty();
        }
        await().until(() -> streams() == before);
        get("/q/metrics").then().body(containsString("customer_profiles_live_dropped_total"));
    }

    @Test
    void streams_beyond_the_limit_are_told_to_come_again() throws Exception {
        List<Follower> followers = new ArrayList<>();
        try {
            do {
                followers.add(follow(""));
            } while (streams() < STREAMS);
            given().header("Authorization", "Bearer " + TestTokens.of(Roles.AGENT))
                    .get("/domains/" + tenant.name() + "/changes")
                    .then()
                    .statusCode(429)
                    .header("x-amzn-ErrorType", "ThrottlingException");
        } finally {
            for (Follower follower : followers) {
                follower.close();
            }
        }
    }

    private static double streams() {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("customer_profiles_live_streams"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, Object>> live() {
        return tenant.get("/contacts/live").getList("Items");
    }

    private String put(String type, String record) {
        return tenant.put(type, record).then().statusCode(200).extract().path("ProfileId");
    }

    private static String contact(String id, String agent, Instant end) {
        return """
                {"ContactId":"%s","Channel":"VOICE","InitiationTimestamp":"%s","LastUpdateTimestamp":"%s",%s
                 "Agent":{"Username":"%s"},"CustomerEndpoint":{"Type":"TELEPHONE_NUMBER","Address":"+12065550101"}}"""
                .formatted(
                        id,
                        Instant.now().minusSeconds(60),
                        end == null ? Instant.now().minusSeconds(60) : end,
                        end == null ? "" : "\"DisconnectTimestamp\":\"" + end + "\",",
                        agent);
    }

    private Follower follow(String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/domains/" + tenant.name() + "/changes" + query))
                .header("Authorization", "Bearer " + TestTokens.of(Roles.AGENT))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        Follower follower = new Follower(answer.body());
        await().until(() -> follower.heard("ready", ""));
        return follower;
    }

    /** A client of one stream; each event as its lines. */
    private static final class Follower implements AutoCloseable {

        private final Queue<String> events = new ConcurrentLinkedQueue<>();
        private final InputStream body;

        private Follower(InputStream body) {
            this.body = body;
            Thread reader = new Thread(this::read, "follower");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            StringBuilder event = new StringBuilder();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isEmpty()) {
                        events.add(event.toString());
                        event.setLength(0);
                    } else {
                        event.append(line).append('\n');
                    }
                }
            } catch (IOException closed) {
                // by the test
            }
        }

        private boolean heard(String name, String content) {
            return events.stream().anyMatch(event -> event.contains("event:" + name) && event.contains(content));
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
