package dev.customerprofiles.packaged;

import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final int EVENTS = 600;
    private static final String LARGE = "x".repeat(150_000);
    private static final Pattern IN_FLIGHT = Pattern.compile("(?m)^customer_profiles_events_in_flight (\\S+)$");

    private Servers servers;
    private Gate toDocuments;
    private Gate toBroker;
    private Producer producer;
    private ServiceProcess service;
    private Tenant tenant;
    private String url;
    private String zendesk;

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
        settings.put("amqp-host", "127.0.0.1");
        settings.put("amqp-port", Integer.toString(toBroker.port()));
        settings.put("customer-profiles.ingest.patience", "3s");
        service = ServiceProcess.start(settings, "-Xmx256m");
        url = service.url();
        String token = TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN);
        tenant = Tenant.create(url, token);
        zendesk = tenant.register("zendesk", Map.of("user", "Zendesk-users"));
        send("first");
        await().atMost(PATIENCE).until(() -> tenant.outcome(zendesk, "first") != null);
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
        sendMany();

        await().atMost(PATIENCE).until(() -> inFlight() > 0);
        assertThat(inFlight()).isLessThan(EVENTS / 2);
        assertThat(put().getStatusCode()).isEqualTo(500);
        assertThat(get(url + "/q/health/live").statusCode()).isEqualTo(200);

        toDocuments.open();
        everythingIsWell();
    }

    @Test
    void while_the_broker_is_away_callers_are_told_and_afterwards_everything_goes_on() throws Exception {
        toBroker.shut();
        await().atMost(PATIENCE).until(() -> !ready());
        sendMany();
        assertThat(put().getStatusCode()).isEqualTo(500);
        assertThat(put().jsonPath().getString("Message")).contains("not known yet");

        toBroker.open();
        everythingIsWell();
    }

    @Test
    void while_both_are_away_nothing_is_lost() throws Exception {
        sendMany();
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
                .until(() -> servers.documents("history").stream()
                                .filter(entry -> zendesk.equals(entry.getString("source")))
                                .count()
                        == EVENTS + 1);
        await().atMost(PATIENCE).until(() -> inFlight() == 0);
        assertThat(put().getStatusCode()).isEqualTo(200);
    }

    private Response put() {
        return tenant.put("Zendesk-users", Records.zendeskUser(1));
    }

    private void sendMany() throws Exception {
        for (int i = 0; i < EVENTS; i++) {
            send("e" + i);
        }
    }

    /** An event that takes room. */
    private void send(String id) throws Exception {
        String record = "{\"id\":%d,\"name\":\"Ada Lovelace\",\"notes\":\"%s\"}".formatted(id.hashCode(), LARGE);
        producer.send(new CloudEvent(id, zendesk, "user", tenant.name(), record).binary());
    }

    private boolean ready() {
        return get(url + "/q/health/ready").statusCode() == 200;
    }

    private double inFlight() {
        Matcher line = IN_FLIGHT.matcher(get(url + "/q/metrics").asString());
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }
}
