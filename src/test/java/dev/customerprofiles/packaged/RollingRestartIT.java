package dev.customerprofiles.packaged;

import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

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

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances are replaced one after the other, as a Deployment does it, while requests and events keep coming. */
class RollingRestartIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final KeyPair KEYS = TokenKeys.generate();

    /** The load is steady and not all that instances can bear which have just been started. */
    private static final Duration PACE = Duration.ofMillis(20);

    /** So many that none comes near the limit of a customer's records. */
    private static final int CUSTOMERS = 50;

    private final Endpoints endpoints = new Endpoints();
    private final AtomicInteger tickets = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> load = new ArrayList<>();
    private volatile boolean enough;

    private Servers servers;
    private Producer producer;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers();
        producer = new Producer(servers.brokerHost(), servers.brokerPort());
    }

    @AfterEach
    void stop() throws Exception {
        endLoad();
        endpoints.close();
        producer.close();
        servers.close();
    }

    @Test
    void no_request_fails_and_no_event_is_lost() throws Exception {
        ServiceProcess first = instance();
        ServiceProcess second = instance();
        Tenant tenant = Tenant.create(
                first.url(), TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN));
        String zendesk = tenant.register("zendesk", Map.of("ticket", "Zendesk-tickets"));
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            String user = "{\"id\":%d,\"name\":\"Customer %1$d\",\"role\":\"end-user\"}".formatted(customer);
            tenant.put("Zendesk-users", user).then().statusCode(200);
        }
        endpoints.add(first.url(), second.url());

        startLoad(() -> request(tenant));
        startLoad(() -> request(tenant));
        startLoad(() -> event(tenant, zendesk));
        replace(first);
        replace(second);
        int sinceThen = kept.get();
        await().atMost(PATIENCE).until(() -> kept.get() > sinceThen + 10);
        endLoad();

        assertThat(failures).isEmpty();
        await().atMost(PATIENCE).until(() -> servers.count("history") >= kept.get() + CUSTOMERS);
        assertThat(tenant.at(endpoints.next()).get("").getMap("Stats"))
                .containsAllEntriesOf(Map.of("ProfileCount", CUSTOMERS, "ObjectCount", kept.get() + CUSTOMERS));
    }

    /** A new one is ready before the old one is told to stop. */
    private void replace(ServiceProcess old) throws Exception {
        endpoints.add(instance().url());
        int before = kept.get();
        await().atMost(PATIENCE).until(() -> kept.get() > before + 10);
        assertThat(old.stop()).as("it stopped by itself").isTrue();
    }

    private ServiceProcess instance() throws Exception {
        Map<String, String> settings =
                servers.settings(TokenKeys.base64(KEYS.getPublic().getEncoded()));
        // a machine that also runs everything else may be slow to look, and to answer
        settings.put("quarkus.shutdown.delay", "5S");
        settings.put("quarkus.shutdown.timeout", "10S");
        ServiceProcess service = ServiceProcess.start(settings);
        endpoints.own(service);
        return service;
    }

    private void startLoad(Step step) {
        Thread thread = new Thread(() -> {
            while (!enough) {
                try {
                    step.run();
                    kept.incrementAndGet();
                    LockSupport.parkNanos(PACE.toNanos());
                } catch (Exception | AssertionError e) {
                    failures.add(e.toString());
                }
            }
        });
        thread.start();
        load.add(thread);
    }

    private void endLoad() throws InterruptedException {
        enough = true;
        for (Thread thread : load) {
            thread.join();
        }
    }

    private void request(Tenant tenant) {
        int number = tickets.incrementAndGet();
        String ticket = Records.zendeskTicket(number, number % CUSTOMERS, "Over REST");
        tenant.at(endpoints.next()).put("Zendesk-tickets", ticket).then().statusCode(200);
    }

    private void event(Tenant tenant, String zendesk) throws Exception {
        int number = tickets.incrementAndGet();
        String ticket = Records.zendeskTicket(number, number % CUSTOMERS, "Over AMQP");
        producer.send(new CloudEvent("t" + number, zendesk, "ticket", tenant.name(), ticket).binary());
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Knows who is ready, as the load balancer in front of them does. */
    private static final class Endpoints implements AutoCloseable {

        private static final Duration PROBE_PERIOD = Duration.ofMillis(200);

        private final List<String> ready = new CopyOnWriteArrayList<>();
        private final List<ServiceProcess> processes = new CopyOnWriteArrayList<>();
        private final AtomicInteger turn = new AtomicInteger();
        private volatile boolean closed;

        void own(ServiceProcess process) {
            processes.add(process);
        }

        void add(String... added) {
            for (String url : added) {
                Thread probes = new Thread(() -> probe(url));
                probes.setDaemon(true);
                probes.start();
                await().atMost(PATIENCE).until(() -> ready.contains(url));
            }
        }

        String next() {
            // a busy machine may be too slow to be ready for a moment
            List<String> now = await().atMost(PATIENCE).until(() -> List.copyOf(ready), urls -> !urls.isEmpty());
            return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
        }

        /** As often as it takes to notice in time; without a pause, the service would never be without a request under way. */
        private void probe(String url) {
            while (!closed) {
                if (!isReady(url)) {
                    ready.remove(url);
                } else if (!ready.contains(url)) {
                    ready.add(url);
                }
                LockSupport.parkNanos(PROBE_PERIOD.toNanos());
            }
        }

        private static boolean isReady(String url) {
            try {
                return given().baseUri(url).get("/q/health/ready").statusCode() == 200;
            } catch (Exception e) {
                return false;
            }
        }

        @Override
        public void close() {
            closed = true;
            processes.forEach(ServiceProcess::kill);
        }
    }
}
