package dev.customerprofiles.packaged;

import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.mongodb.client.model.Filters;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One instance with the settings that it is shipped with, told to stop while it has all hands full. */
class GracefulStopIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final KeyPair KEYS = TokenKeys.generate();

    /** About so many events are in the queue or in the instance's hands, which hold a third of them. */
    private static final int BACKLOG = 600;

    private static final int AT_ONCE = 100;
    private static final int CUSTOMERS = 50;
    private static final int CALLERS = 4;

    private final AtomicInteger tickets = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Servers servers;
    private PersistentProducer producer;
    private Tenant tenant;
    private String zendesk;
    private volatile boolean stopped;

    @BeforeEach
    void start() {
        servers = new Servers();
        producer = new PersistentProducer(servers.brokerHost(), servers.brokerPort());
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        producer.close();
        servers.close();
    }

    @Test
    void a_stop_takes_less_than_ten_seconds_answers_every_request_and_leaves_no_commit_half_done() throws Exception {
        Map<String, String> answered = new HashMap<>();
        try (ServiceProcess busy = instance()) {
            tenant = Tenant.create(
                    busy.url(), TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN));
            zendesk = tenant.register("zendesk", Map.of("ticket", "Zendesk-tickets"));
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                String user = "{\"id\":%d,\"name\":\"Customer %1$d\",\"role\":\"end-user\"}".formatted(customer);
                Response put = tenant.put("Zendesk-users", user);
                answered.put(put.jsonPath().getString("EventId"), put.jsonPath().getString("Outcome"));
            }
            String url = busy.url();
            List<Future<Map<String, String>>> calls = IntStream.range(0, CALLERS)
                    .mapToObj(caller -> threads.submit(() -> callWhileReady(url)))
                    .toList();
            Future<?> events = threads.submit(this::keepTheQueueFilled);
            await().atMost(PATIENCE)
                    .until(() -> done() >= BACKLOG && busy.counted("customer_profiles_events_in_flight") > 0);

            long begin = System.nanoTime();
            assertThat(busy.stop()).as("it stopped by itself").isTrue();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            stopped = true;
            System.out.printf("stopped in %d ms, %d of %d events done%n", took.toMillis(), done(), producer.sent());
            assertThat(took).isLessThan(Duration.ofSeconds(10));
            assertThat(servers.count("commits", Filters.eq("done", false))).isZero();
            for (Future<Map<String, String>> call : calls) {
                answered.putAll(call.get());
            }
            events.get();
            assertThat(failures).isEmpty();
            assertThat(outcomes(RestCaller.SOURCE)).isEqualTo(answered);
        }

        int sent = producer.sent();
        assertThat(done()).as("events that were done, of all").isLessThan(sent);
        try (ServiceProcess next = instance()) {
            next.url();
            await().atMost(PATIENCE).until(() -> done() >= sent);
            assertThat(outcomes(zendesk).keySet())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, sent)
                            .mapToObj(number -> "e" + number)
                            .toList());
            assertThat(servers.count("history")).isEqualTo(sent + answered.size());
        }
    }

    private void keepTheQueueFilled() {
        while (!stopped) {
            int from = producer.sent();
            producer.send(
                    IntStream.range(from, from + AT_ONCE).mapToObj(this::event).toList());
            await().atMost(PATIENCE).until(() -> stopped || producer.sent() - done() < BACKLOG);
        }
    }

    private long done() {
        return servers.count("history", Filters.eq("source", zendesk));
    }

    /**
     * As load balancers have callers do.
     *
     * @return the outcomes of the puts, by the ids of their events
     */
    private Map<String, String> callWhileReady(String url) {
        Map<String, String> outcomes = new HashMap<>();
        while (isReady(url)) {
            int number = tickets.incrementAndGet();
            String ticket = Records.zendeskTicket(number, number % CUSTOMERS, "Over REST");
            try {
                Response answer = tenant.put("Zendesk-tickets", ticket);
                assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
                outcomes.put(
                        answer.jsonPath().getString("EventId"),
                        answer.jsonPath().getString("Outcome"));
            } catch (Exception | AssertionError e) {
                failures.add(e.toString());
            }
        }
        return outcomes;
    }

    private static boolean isReady(String url) {
        try {
            return given().baseUri(url).get("/q/health/ready").statusCode() == 200;
        } catch (Exception gone) {
            return false;
        }
    }

    private Crowd.Sent event(int number) {
        String ticket = Records.zendeskTicket(1_000_000 + number, number % CUSTOMERS, "Over AMQP");
        return () -> new CloudEvent("e" + number, zendesk, "ticket", tenant.name(), ticket).binary();
    }

    private Map<String, String> outcomes(String source) {
        return servers.documents("history").stream()
                .filter(entry -> source.equals(entry.getString("source")))
                .collect(Collectors.toMap(entry -> entry.getString("event"), entry -> entry.getString("outcome")));
    }

    private ServiceProcess instance() throws IOException {
        return ServiceProcess.start(
                servers.settings(TokenKeys.base64(KEYS.getPublic().getEncoded())));
    }
}
