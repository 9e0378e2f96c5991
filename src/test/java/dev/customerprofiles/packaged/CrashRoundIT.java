package dev.customerprofiles.packaged;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Services, broker and document server are killed and stopped while events come in; afterwards every event, customer and
 * change is accounted for. {@code .ci/real-servers} runs it.
 */
@EnabledIfSystemProperty(named = "crash.tools", matches = ".+")
class CrashRoundIT {

    private static final Path TOOLS = Path.of(System.getProperty("crash.tools", ""));
    private static final int EVENTS = Integer.getInteger("crash.events", 1_500);
    private static final int INSTANCES = Integer.getInteger("crash.instances", 2);
    private static final int PAUSE_SECONDS = Integer.getInteger("crash.pause-seconds", 3);
    private static final long SEED = Long.getLong("crash.seed", 1);

    /** Each fault happens while so many events come in. */
    private static final int EVENTS_PER_FAULT = Integer.getInteger("crash.events-per-fault", 250);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    static {
        // it tells of every attempt to connect again
        Logger.getLogger("org.apache.qpid.protonj2").setLevel(Level.SEVERE);
    }

    private static final int EMBEDDED_ITEMS = 10;
    private static final KeyPair KEYS = TokenKeys.generate();
    private static final Pattern METRIC = Pattern.compile("(?m)^(\\w+)(?:\\{[^}]*})? (\\S+)$");

    private final Random random = new Random(SEED);
    private final RealServer documents =
            new RealServer(TOOLS.resolve("document-server"), home("DOCUMENT_SERVER_HOME", "document-server"));
    private final RealServer broker = new RealServer(TOOLS.resolve("broker"), home("BROKER_HOME", "broker"));
    private final List<ServiceProcess> services = new ArrayList<>();
    private final Servers servers = new Servers();

    private Tenant tenant;
    private Crowd crowd;

    /** Something that goes wrong, and comes right again. */
    private enum Fault {
        SERVICE_IS_KILLED,
        SERVICE_STANDS_STILL,
        BROKER_IS_KILLED,
        BROKER_STANDS_STILL,
        DOCUMENT_SERVER_IS_KILLED,
        DOCUMENT_SERVER_STANDS_STILL
    }

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < INSTANCES; i++) {
            services.add(instance());
        }
        String token = TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN);
        tenant = Tenant.create(services.get(0).url(), token);
        String zendesk = tenant.register("zendesk", Map.of("user", "Zendesk-users", "ticket", "Zendesk-tickets"));
        String salesforce = tenant.register("salesforce", Map.of("Contact", "Salesforce-Contact"));
        crowd = new Crowd(SEED, EVENTS, tenant.name(), zendesk, salesforce);
    }

    @AfterEach
    void stop() {
        services.forEach(ServiceProcess::close);
        servers.close();
    }

    @Test
    void whatever_dies_every_event_has_one_outcome_and_every_customer_is_right() throws Exception {
        ChangeSubscription changes =
                new ChangeSubscription(servers.brokerHost(), servers.brokerPort(), "crash-round-" + tenant.name());
        try (PersistentProducer producer = new PersistentProducer(servers.brokerHost(), servers.brokerPort())) {
            List<Crowd.Sent> messages = crowd.messages();
            for (int from = 0, round = 0; from < messages.size(); from += EVENTS_PER_FAULT, round++) {
                List<Crowd.Sent> some = messages.subList(from, Math.min(messages.size(), from + EVENTS_PER_FAULT));
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> producer.send(some));
                letHappen(round < Fault.values().length ? Fault.values()[round] : any());
                sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> servers.count("history") >= crowd.ledger().size() && parked() == 0);

        everyEventHasOneOutcome();
        everyCustomerIsThereOnceAndRight();
        tellWhatItCost();
        everyChangeWasTold(changes);
        assertThat(servers.documents("refused")).isEmpty();
    }

    private Fault any() {
        return Fault.values()[random.nextInt(Fault.values().length)];
    }

    private void letHappen(Fault fault) throws Exception {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
        int victim = random.nextInt(services.size());
        System.out.printf("%s%n", fault);
        switch (fault) {
            case SERVICE_IS_KILLED -> {
                services.get(victim).kill();
                services.set(victim, instance());
            }
            case SERVICE_STANDS_STILL -> {
                services.get(victim).pause();
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
                services.get(victim).resume();
            }
            case BROKER_IS_KILLED -> restart(broker);
            case BROKER_STANDS_STILL -> standStill(broker);
            case DOCUMENT_SERVER_IS_KILLED -> restart(documents);
            case DOCUMENT_SERVER_STANDS_STILL -> standStill(documents);
        }
        services.forEach(ServiceProcess::url);
    }

    private static void restart(RealServer server) throws Exception {
        server.crash();
        server.start();
    }

    private static void standStill(RealServer server) throws Exception {
        server.pause();
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        server.resume();
    }

    private long parked() {
        return servers.documents("history").stream()
                .filter(entry -> "parked".equals(entry.getString("outcome")))
                .count();
    }

    private void everyEventHasOneOutcome() {
        List<Document> entries = servers.documents("history");
        assertThat(entries.stream().map(entry -> entry.getString("source") + ' ' + entry.getString("event")))
                .containsExactlyInAnyOrderElementsOf(crowd.ledger());
        Map<String, Long> outcomes =
                entries.stream().collect(Collectors.groupingBy(e -> e.getString("outcome"), Collectors.counting()));
        assertThat(outcomes)
                .containsEntry("created", (long) crowd.customers().size())
                .containsEntry("rejected", (long) crowd.poison());
    }

    private void everyCustomerIsThereOnceAndRight() {
        Map<Integer, Document> found = new TreeMap<>();
        for (Document profile : servers.documents("profiles")) {
            Document golden = profile.get("profile", Document.class);
            int id = Integer.parseInt(golden.get("Attributes", Document.class).getString("ZendeskUserId"));
            assertThat(found.put(id, profile))
                    .as("another profile of customer " + id)
                    .isNull();
        }
        assertThat(found.keySet()).isEqualTo(crowd.customers().keySet());
        crowd.customers().forEach((id, customer) -> {
            Document profile = found.get(id);
            assertThat(flat(profile.get("profile", Document.class)))
                    .as("customer " + id)
                    .containsAllEntriesOf(customer.golden());
            assertThat(profile.getList("cases", Document.class, List.of()).stream()
                            .map(item -> item.get("fields", Document.class).getString("Title")))
                    .as("tickets of customer " + id)
                    .containsExactlyElementsOf(customer.newest(EMBEDDED_ITEMS).stream()
                            .map(Crowd.Ticket::subject)
                            .toList());
        });
    }

    private void everyChangeWasTold(ChangeSubscription changes) throws Exception {
        changes.read(tenant.name());
        Map<String, Long> seqs = new HashMap<>();
        servers.documents("profiles")
                .forEach(profile ->
                        seqs.put(id(profile), profile.get("seq", Number.class).longValue()));
        assertThat(changes.newest()).isEqualTo(seqs);
        assertThat(changes.created()).isEqualTo(seqs.keySet());
        System.out.printf("%d change events for %d profiles%n", changes.received(), seqs.size());
    }

    /** Of the instances that are still there; what those counted that were killed is gone. */
    private void tellWhatItCost() {
        Map<String, Double> counted = new TreeMap<>();
        for (ServiceProcess service : services) {
            Matcher line = METRIC.matcher(get(service.url() + "/q/metrics").asString());
            while (line.find()) {
                if (line.group(1).startsWith("customer_profiles_")) {
                    counted.merge(line.group(1), Double.parseDouble(line.group(2)), Double::sum);
                }
            }
        }
        System.out.printf(
                "events %d, customers %d, commits %.0f, lost to another writer %.0f, finished for another %.0f, store"
                        + " retries %.0f%n",
                crowd.ledger().size(),
                crowd.customers().size(),
                counted.get("customer_profiles_batch_size_count"),
                counted.get("customer_profiles_commits_lost_total"),
                counted.get("customer_profiles_commits_finished_total"),
                counted.get("customer_profiles_store_retries_total"));
    }

    private ServiceProcess instance() throws Exception {
        return ServiceProcess.start(
                servers.settings(TokenKeys.base64(KEYS.getPublic().getEncoded())));
    }

    /** Fields by their paths. */
    private static Map<String, String> flat(Document document) {
        Map<String, String> flat = new TreeMap<>();
        document.forEach((name, value) -> {
            if (value instanceof Document inner) {
                flat(inner).forEach((path, text) -> flat.put(name + '.' + path, text));
            } else {
                flat.put(name, String.valueOf(value));
            }
        });
        return flat;
    }

    private static String id(Document document) {
        String id = document.getString("_id");
        return id.substring(id.indexOf('|') + 1);
    }

    private static Path home(String variable, String name) {
        String home = System.getenv(variable);
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return home != null ? Path.of(home) : Path.of(cache, "customer-profiles", name);
    }
}
