package dev.customerprofiles.packaged;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.mongodb.client.MongoClients;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.Producer;
import dev.customerprofiles.Records;
import dev.customerprofiles.workspace.Chromium;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The packaged application with the servers of {@code deploy/}: a database, a broker with its users and rights, an identity
 * provider with its realm. {@code deploy/try.sh} starts them and says where they are.
 */
@EnabledIfSystemProperty(named = ProductionLikeIT.ISSUER, matches = ".+")
class ProductionLikeIT {

    static final String ISSUER = "customer-profiles.test.issuer";

    private static final String MONGO = System.getProperty("customer-profiles.test.mongo");
    private static final URI AMQP = URI.create(System.getProperty("customer-profiles.test.amqp", "amqp://none:1"));
    private static final String DATABASE =
            "test_" + UUID.randomUUID().toString().replace("-", "");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Example users of the realm have this one, those of the broker the other. */
    private static final String REALM_PASSWORD = System.getProperty("customer-profiles.test.password");

    /** Where the realm lets the workspace come back to. */
    private static final String PORT = System.getProperty("customer-profiles.test.port");

    private static final String BROKER_PASSWORD = "change-me";
    private static final String DOMAIN = "example";
    private static final String SOURCE = "https://crm.example.com/";

    private static ServiceProcess service;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.mongodb.connection-string", MONGO);
        settings.put("quarkus.mongodb.database", DATABASE);
        settings.put("amqp-host", AMQP.getHost());
        settings.put("amqp-port", Integer.toString(AMQP.getPort()));
        settings.put("amqp-username", "customer-profiles");
        settings.put("amqp-password", BROKER_PASSWORD);
        settings.put("quarkus.oidc.auth-server-url", System.getProperty(ISSUER));
        settings.put("quarkus.oidc.token.audience", "customer-profiles");
        settings.put("quarkus.http.port", PORT);
        service = ServiceProcess.start(settings);
        url = service.url();

        admin().body("{\"DefaultExpirationDays\":366}")
                .post("/domains/" + DOMAIN)
                .then()
                .statusCode(200);
        admin().body("{\"DefaultExpirationDays\":366}")
                .post("/domains/other")
                .then()
                .statusCode(200);
        admin().body("{\"Uri\":\"" + SOURCE + "\",\"ObjectTypeNames\":{\"Contact\":\"Salesforce-Contact\"}}")
                .put("/domains/example/integrations")
                .then()
                .statusCode(200);
    }

    @AfterAll
    static void stop() {
        service.close();
        try (var client = MongoClients.create(MONGO)) {
            client.getDatabase(DATABASE).drop();
        }
    }

    @Test
    void an_event_becomes_a_profile_and_its_change_reaches_a_subscriber() throws Exception {
        try (Client client = Client.create();
                Receiver changes = subscribe(client, "example-subscriber");
                Producer producer = producer("example-producer")) {
            String contact =
                    Records.salesforceContact("003Hs00000JGrknIAV", "+12065550101", "2025-04-03T10:15:00.000+0000");
            producer.send(new CloudEvent("e1", SOURCE, "Contact", DOMAIN, contact).binary());
            await().atMost(PATIENCE).until(() -> outcome("e1") != null);

            assertThat(outcome("e1")).isEqualTo("created");
            String profile = event("e1").jsonPath().getString("ProfileId");
            as(user("example-agent"))
                    .get("/domains/example/profiles/" + profile)
                    .then()
                    .statusCode(200);
            Delivery delivery = changes.receive(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(delivery).isNotNull();
            Message<?> change = delivery.message();
            assertThat(change.property("cloudEvents_type")).isEqualTo("customer-profiles.profile.created");
            assertThat(change.property("cloudEvents_subject")).isEqualTo(profile);
        }
    }

    @Test
    void tokens_of_the_realm_open_what_their_roles_and_domains_say() {
        String record = "{\"ObjectTypeName\":\"Zendesk-users\",\"Object\":\"{\\\"id\\\":1,\\\"name\\\":\\\"Ada\\\"}\"}";

        as(program())
                .body(record)
                .put("/domains/example/profiles/objects")
                .then()
                .statusCode(200);
        as(program()).body(record).put("/domains/other/profiles/objects").then().statusCode(404);
        as(user("example-agent")).get("/domains/example/profiles?q=ada").then().statusCode(200);
        as(user("example-agent")).get("/domains/other/profiles?q=ada").then().statusCode(404);
        as(user("example-agent"))
                .body("{\"DefaultExpirationDays\":1}")
                .post("/domains/mine")
                .then()
                .statusCode(403);
        as("nonsense").get("/domains/example/profiles?q=ada").then().statusCode(401);
    }

    @Test
    void an_agent_signs_in_at_the_provider_and_is_in_the_workspace() {
        Chromium chromium = Chromium.launch().orElse(null);
        assumeTrue(chromium != null, "no Chromium on this machine");
        try (chromium) {
            Page page = chromium.browser().newPage();
            page.navigate("http://localhost:" + PORT + "/#/" + DOMAIN);
            page.locator("#username").fill("example-agent");
            page.locator("#password").fill(REALM_PASSWORD);
            page.locator("#kc-login").click();

            PlaywrightAssertions.assertThat(page.locator(".state"))
                    .hasText("Live", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE.toMillis()));
        }
    }

    @Test
    void at_the_broker_everybody_may_do_their_part_and_no_more() throws Exception {
        assertThatThrownBy(() -> sendAs("example-subscriber")).isInstanceOf(ClientException.class);
        assertThatThrownBy(() -> sendAs("nobody")).isInstanceOf(ClientException.class);
        sendAs("example-producer");
        try (Client client = Client.create()) {
            assertThatThrownBy(() -> subscribe(client, "example-producer")).isInstanceOf(ClientException.class);
            assertThatThrownBy(() -> connect(client, "example-producer")
                            .openSender("customer-profiles.misspelt")
                            .openFuture()
                            .get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ClientException.class);
        }
    }

    private static void sendAs(String user) throws ClientException {
        try (Producer producer = producer(user)) {
            String ticket = Records.zendeskTicket(1, 2, "Nobody's yet");
            producer.send(new CloudEvent("by " + user, SOURCE, "Zendesk-tickets", DOMAIN, ticket).binary());
        }
    }

    private static String outcome(String event) {
        Response answer = event(event);
        return answer.statusCode() == 404 ? null : answer.jsonPath().getString("Outcome");
    }

    private static Response event(String id) {
        return admin().queryParam("source", SOURCE).get("/domains/example/events/" + id);
    }

    private static Producer producer(String user) throws ClientException {
        return new Producer(AMQP.getHost(), AMQP.getPort(), account(user));
    }

    private static Connection connect(Client client, String user) throws ClientException {
        return client.connect(AMQP.getHost(), AMQP.getPort(), account(user));
    }

    private static Receiver subscribe(Client client, String user) throws Exception {
        ReceiverOptions topic = new ReceiverOptions();
        topic.sourceOptions().capabilities("topic");
        Receiver receiver = connect(client, user).openReceiver("customer-profiles.changes", topic);
        try {
            receiver.openFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
        return receiver;
    }

    private static ConnectionOptions account(String user) {
        return new ConnectionOptions().user(user).password(BROKER_PASSWORD);
    }

    private static RequestSpecification admin() {
        return as(user("example-admin"));
    }

    private static RequestSpecification as(String token) {
        return given().baseUri(url).header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private static String user(String name) {
        return token(Map.of(
                "grant_type", "password", "client_id", "example-cli", "username", name, "password", REALM_PASSWORD));
    }

    private static String program() {
        return token(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                "example-integration",
                "client_secret",
                REALM_PASSWORD));
    }

    private static String token(Map<String, String> form) {
        return given().formParams(form)
                .post(System.getProperty(ISSUER) + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }
}
