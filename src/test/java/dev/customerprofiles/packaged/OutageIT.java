package dev.customerprofiles.packaged;

import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;

import com.mongodb.client.model.Filters;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.Producer;
import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged application, with little memory, while it cannot reach its database, its broker, or either. */
class OutageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final KeyPair KEYS = TokenKeys.generate();
    private static final String LARGE = "x".repeat(250_000);
    private static final int SOME = 50;

    /** As instances have it. */
    private static final int HEAP = 256 * 1024 * 1024;

    /** Those that the service has not taken are more than it has room for. */
    private static final int MANY = HEAP / LARGE.length() + 4 * SOME;

    private Servers servers;
    private Gate toDocuments;
    private Gate toBroker;
    private Producer producer;
    private ServiceProcess service;
    private Tenant tenant;
    private String url;
    private String zendesk;
    private int sent;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers();
        toDocuments = Gate.to(servers.mongo());
        toBroker = Gate.to(servers.brokerHost(), servers.brokerPort());
        producer = new Producer(servers.brokerHost(), servers.brokerPort());
        Map<String, String> settings =
                servers.settings(TokenKeys.base64(KEYS.getPublic().getEncoded()));
        settings.put("quarkus.mongodb.connection-string", "mongodb://127.0.0.1:" + toDocuments.port());
        settings.put("quarkus.mongodb.server-selection-timeout", "1s");
        settings.put("quarkus.mongodb.read-timeout", "5s");
        settings.put("amqp-host", "127.0.0.1");
        settings.put("amqp-port", Integer.toString(toBroker.port()));
        settings.put("customer-profiles.ingest.patience", "3s");
        service = ServiceProcess.start(settings, "-Xmx" + HEAP);
        url = service.url();
        String token = TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN);
        tenant = Tenant.create(url, token);
        zendesk = tenant.register("zendesk", Map.of("user", "Zendesk-users"));
        send(1);
        await().atMost(PATIENCE).until(() -> tenant.outcome(zendesk, "e0") != null);
    }

    @AfterEach
    void stop() {
        toDocuments.open();
        toBroker.open();
        service.close();
        producer.close();
        toDocuments.close();
        toBroker.close();
        servers.close();
    }

    @Test
    void while_the_database_is_away_events_stay_with_the_broker_and_memory_is_bounded() throws Exception {
        toDocuments.shut();
        await().atMost(PATIENCE).until(() -> !ready());
        send(MANY);

        await().atMost(PATIENCE).until(() -> inFlight() > 0);
        assertThat(inFlight() * LARGE.length()).as("what the service has taken").isLessThan(HEAP / 4);
        assertThat((MANY - inFlight()) * LARGE.length())
                .as("what waits with the broker")
                .isGreaterThan(HEAP);
        assertThat(put().getStatusCode()).isEqualTo(500);
        assertThat(get(url + "/q/health/live").statusCode()).isEqualTo(200);

        toDocuments.open();
        everythingIsWell();
    }

    @Test
    void while_the_database_hangs_the_service_is_not_ready_and_afterwards_everything_goes_on() throws Exception {
        toDocuments.silence();
        send(SOME);
        await().atMost(PATIENCE).until(() -> !ready());
        assertThat(put().getStatusCode()).isEqualTo(500);
        await().atMost(PATIENCE).until(() -> service.counted("customer_profiles_store_retries_total") > 0);
        assertThat(get(url + "/q/health/live").statusCode()).isEqualTo(200);

        toDocuments.open();
        everythingIsWell();
    }

    @Test
    void while_the_broker_is_away_callers_are_told_and_afterwards_everything_goes_on() throws Exception {
        toBroker.shut();
        await().atMost(PATIENCE).until(() -> !ready());
        send(SOME);
        assertThat(put().getStatusCode()).isEqualTo(500);
        assertThat(put().jsonPath().getString("Message")).contains("not known yet");

        toBroker.open();
        everythingIsWell();
    }

    @Test
    void while_both_are_away_nothing_is_lost() throws Exception {
        send(SOME);
        toBroker.shut();
        toDocuments.shut();
        await().atMost(PATIENCE).until(() -> !ready());
        assertThat(put().getStatusCode()).isEqualTo(500);

        toDocuments.open();
        toBroker.open();
        everythingIsWell();
    }

    private void everythingIsWell() {
        await().atMost(PATIENCE).until(this::ready);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> servers.count("history", Filters.eq("source", zendesk)) == sent);
        await().atMost(PATIENCE).until(() -> inFlight() == 0);
        assertThat(put().getStatusCode()).isEqualTo(200);
    }

    private Response put() {
        return tenant.put("Zendesk-users", Records.zendeskUser(1));
    }

    /** Events that take room, some in a row about one customer. */
    private void send(int count) throws Exception {
        for (int i = 0; i < count; i++, sent++) {
            String record = "{\"id\":%d,\"name\":\"Ada Lovelace\",\"notes\":\"%s\"}".formatted(sent / SOME, LARGE);
            producer.send(new CloudEvent("e" + sent, zendesk, "user", tenant.name(), record).binary());
        }
    }

    private boolean ready() {
        return get(url + "/q/health/ready").statusCode() == 200;
    }

    private double inFlight() {
        return service.counted("customer_profiles_events_in_flight");
    }
}
