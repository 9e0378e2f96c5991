package dev.customerprofiles.packaged;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.mongodb.client.model.Filters;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;
import dev.customerprofiles.packaged.Faults.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Services, broker and document server are killed and stopped while events and calls come in; afterwards every event, call,
 * customer and change is accounted for. {@code .ci/real-servers} runs it.
 */
@EnabledIfSystemProperty(named = "crash.tools", matches = ".+")
class CrashRoundIT {

    private static final Path TOOLS = Path.of(System.getProperty("crash.tools", ""));

    /** Every kind, and two more. */
    private static final int FAULTS = Integer.getInteger("crash.faults", Fault.values().length + 2);

    private static final int CUSTOMERS = Integer.getInteger("crash.customers", 125);
    private static final int INSTANCES = Integer.getInteger("crash.instances", 2);
    private static final int PAUSE_SECONDS = Integer.getInteger("crash.pause-seconds", 3);
    private static final long SEED = Long.getLong("crash.seed", 1);

    /** A fault comes when as many messages and calls have begun since the last one, or fewer. */
    private static final int AMONG = 60;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final int EMBEDDED_ITEMS = 10;
    private static final KeyPair KEYS = TokenKeys.generate();
    private static final Bson OVER_AMQP = Filters.and(Filters.exists("event"), Filters.ne("source", RestCaller.SOURCE));
    private static final String IN_FLIGHT = "customer_profiles_events_in_flight";
    private static final String RETRIES = "customer_profiles_store_retries_total";

    static {
        // it tells of every attempt to connect again
        Logger.getLogger("org.apache.qpid.protonj2").setLevel(Level.SEVERE);
    }

    private final Random random = new Random(SEED);
    private final Servers servers = new Servers();

    private Faults faults;
    private Tenant tenant;
    private Crowd crowd;
    private List<RestCaller> callers;

    @BeforeEach
    void start() throws Exception {
        faults = new Faults(TOOLS, random, PAUSE_SECONDS, INSTANCES, this::instance);
        String token = TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN);
        tenant = Tenant.create(faults.addresses().get(0), token);
        String zendesk = tenant.register("zendesk", Map.of("user", "Zendesk-users", "ticket", "Zendesk-tickets"));
        String salesforce = tenant.register("salesforce", Map.of("Contact", "Salesforce-Contact"));
        crowd = new Crowd(SEED, CUSTOMERS, tenant.name(), zendesk, salesforce);
        callers = Stream.of(1_000_000, 2_000_000)
                .map(first -> new RestCaller(tenant, faults::addresses, first))
                .toList();
    }

    @AfterEach
    void stop() {
        faults.close();
        servers.close();
    }

    @Test
    void whatever_dies_every_event_has_one_outcome_and_every_customer_is_right() throws Exception {
        ChangeSubscription changes =
                new ChangeSubscription(servers.brokerHost(), servers.brokerPort(), "crash-round-" + tenant.name());
        try (PersistentProducer producer = new PersistentProducer(servers.brokerHost(), servers.brokerPort());
                Load load = new Load(producer, crowd, callers)) {
            for (Fault fault : faults.inTurnThenAtRandom(FAULTS)) {
                hit(load, fault);
            }
            load.end(PATIENCE);
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(this::nothingWaits);

        everyEventHasOneOutcome();
        everyAnswerWasTrue();
        everyCustomerIsThereOnceAndRight();
        everyPaneHasAllItsItems();
        tellWhatItCost();
        everyChangeWasTold(changes);
        assertThat(servers.documents("refused")).isEmpty();
    }

    /** At a moment when events are being worked on; it lasts until calls are under way that cannot be finished, and events. */
    private void hit(Load load, Fault fault) throws Exception {
        int begin = load.begun() + random.nextInt(AMONG);
        until(() -> load.begun() >= begin && faults.counted(IN_FLIGHT) > 0);
        int before = load.begun();
        double retries = faults.counted(RETRIES);
        long since = System.nanoTime();
        faults.letHappen(
                fault,
                () -> until(() -> load.underWay() > 0 && (!fault.holdsEvents() || faults.counted(IN_FLIGHT) > 0)));

        int begun = load.begun() - before;
        System.out.printf(
                "%s: %.1f s, meanwhile %d messages and calls; at least %.0f calls of the services repeated%n",
                fault, (System.nanoTime() - since) / 1e9, begun, Math.max(0, faults.counted(RETRIES) - retries));
        assertThat(begun).as("work that came in at " + fault).isPositive();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(OFTEN).until(condition);
    }

    private boolean nothingWaits() {
        return servers.count("history", OVER_AMQP) >= crowd.ledger().size()
                && servers.count("history", Filters.eq("outcome", "parked")) == 0
                && servers.count("commits", Filters.eq("done", false)) == 0;
    }

    private void everyEventHasOneOutcome() {
        List<Document> entries = servers.documents("history");
        assertThat(entries.stream().filter(CrashRoundIT::isOverAmqp).map(CrashRoundIT::name))
                .containsExactlyInAnyOrderElementsOf(crowd.ledger());
        Map<String, Long> outcomes = entries.stream()
                .filter(entry -> entry.containsKey("outcome"))
                .collect(Collectors.groupingBy(e -> e.getString("outcome"), Collectors.counting()));
        assertThat(outcomes).containsEntry("created", (long) customers().size()).containsEntry("rejected", (long)
                crowd.poison().size());
        assertThat(servers.documents("rejected").stream().map(CrashRoundIT::name))
                .containsExactlyInAnyOrderElementsOf(crowd.poison());
    }

    /** A put that was not answered may have happened; an edit happened once, as only one of its attempts can fit the revision. */
    private void everyAnswerWasTrue() {
        List<Document> entries = servers.documents("history").stream()
                .filter(entry -> !isOverAmqp(entry))
                .toList();
        Map<String, String> puts = entries.stream()
                .filter(entry -> RestCaller.SOURCE.equals(entry.getString("source")))
                .collect(Collectors.toMap(entry -> entry.getString("event"), entry -> entry.getString("outcome")));
        Map<String, String> answered = new HashMap<>();
        callers.forEach(caller -> answered.putAll(caller.outcomes()));
        int unknown = callers.stream().mapToInt(RestCaller::putsWithoutAnswer).sum();
        List<String> edits =
                callers.stream().flatMap(caller -> caller.edits().stream()).toList();
        System.out.printf("%d puts, %d more without an answer, %d edits%n", answered.size(), unknown, edits.size());
        assertThat(answered).isNotEmpty();
        assertThat(edits).isNotEmpty();
        assertThat(puts).containsAllEntriesOf(answered).hasSizeLessThanOrEqualTo(answered.size() + unknown);
        assertThat(entries.stream()
                        .filter(entry -> !entry.containsKey("event"))
                        .map(entry -> entry.getString("content")))
                .containsExactlyInAnyOrderElementsOf(edits);
    }

    private void everyCustomerIsThereOnceAndRight() {
        Map<Integer, Document> found = profiles();
        assertThat(found.keySet()).isEqualTo(customers().keySet());
        customers().forEach((id, customer) -> {
            Document profile = found.get(id);
            assertThat(flat(profile.get("profile", Document.class)))
                    .as("customer " + id)
                    .isEqualTo(customer.golden());
            assertThat(profile.getList("cases", Document.class, List.of()).stream()
                            .map(item -> item.get("fields", Document.class).getString("Title")))
                    .as("tickets of customer " + id)
                    .containsExactlyElementsOf(customer.newest(EMBEDDED_ITEMS).stream()
                            .map(Crowd.Ticket::subject)
                            .toList());
        });
    }

    private void everyPaneHasAllItsItems() {
        Tenant there = tenant.at(faults.addresses().get(0));
        Map<Integer, Integer> tickets = new TreeMap<>();
        customers().forEach((id, customer) -> tickets.put(id, customer.tickets().size()));
        Map<Integer, Integer> totals = new TreeMap<>();
        profiles().forEach((id, profile) -> totals.put(id, total(there, profile, "cases")));
        assertThat(totals).isEqualTo(tickets);
        Document any = profiles().values().iterator().next();
        assertThat(Stream.of("contacts", "assets", "orders").map(pane -> total(there, any, pane)))
                .containsOnly(0);
    }

    private static int total(Tenant there, Document profile, String pane) {
        return there.get("/profiles/{id}/" + pane, id(profile)).getInt("Total");
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

    private void tellWhatItCost() {
        System.out.printf(
                "events %d, customers %d, commits %.0f, lost to another writer %.0f, finished for another %.0f, store"
                        + " retries %.0f%n",
                crowd.ledger().size(),
                customers().size(),
                faults.counted("customer_profiles_batch_size_count"),
                faults.counted("customer_profiles_commits_lost_total"),
                faults.counted("customer_profiles_commits_finished_total"),
                faults.counted(RETRIES));
    }

    /** Those of the crowd and those of the callers. */
    private Map<Integer, Crowd.Customer> customers() {
        Map<Integer, Crowd.Customer> all = new TreeMap<>(crowd.customers());
        callers.forEach(caller -> all.putAll(caller.customers()));
        return all;
    }

    /** By the customers they are of. */
    private Map<Integer, Document> profiles() {
        Map<Integer, Document> found = new TreeMap<>();
        for (Document profile : servers.documents("profiles")) {
            Document golden = profile.get("profile", Document.class);
            int id = Integer.parseInt(golden.get("Attributes", Document.class).getString("ZendeskUserId"));
            assertThat(found.put(id, profile))
                    .as("another profile of customer " + id)
                    .isNull();
        }
        return found;
    }

    private ServiceProcess instance() throws IOException {
        return ServiceProcess.start(
                servers.settings(TokenKeys.base64(KEYS.getPublic().getEncoded())));
    }

    private static boolean isOverAmqp(Document entry) {
        return entry.containsKey("event") && !RestCaller.SOURCE.equals(entry.getString("source"));
    }

    /** Of an event, or of a message that is none. */
    private static String name(Document entry) {
        return entry.getString("source") + ' ' + entry.getString("event");
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
}
