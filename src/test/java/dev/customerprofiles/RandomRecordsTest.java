package dev.customerprofiles;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.apache.qpid.protonj2.client.Message;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;
import dev.customerprofiles.tenancy.DomainDirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Records that no source would send, from the broker to what the REST API shows, with nothing faked between. {@code
 * -Drandom.messages=…} sends more of them, {@code -Drandom.seed=…} others; a failure names the seed.
 */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class RandomRecordsTest {

    private static final int EVENTS = Integer.getInteger("random.messages", 200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "amqp-host")
    String brokerHost;

    @ConfigProperty(name = "amqp-port")
    int brokerPort;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    @Inject
    MeterRegistry meters;

    @Inject
    ReactiveMongoClient documents;

    @Inject
    DomainDirectory domains;

    private Tenant tenant;
    private String source;

    /** The records by the ids of the events that brought them. */
    private final Map<String, RandomRecords.Typed> records = new TreeMap<>();

    static LongStream seeds() {
        Long wanted = Long.getLong("random.seed");
        return wanted == null ? LongStream.rangeClosed(1, 3) : LongStream.of(wanted);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_event_has_one_outcome_whatever_its_record_holds(long seed) throws Exception {
        tenant = Tenant.create(
                service.toString(), TestTokens.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY));
        source = tenant.register("random", Map.of("own", RandomRecords.OWN_TYPE));
        tenant.call()
                .body(RandomRecords.OWN_DEFINITION)
                .put("/domains/" + tenant.name() + "/object-types/" + RandomRecords.OWN_TYPE)
                .then()
                .statusCode(200);
        double undeliverableBefore = undeliverable();
        double settledBefore = settled() + undeliverableBefore;

        try (LogWatch log = LogWatch.open();
                Producer producer = new Producer(brokerHost, brokerPort)) {
            List<Message<?>> messages = messages(new Random(seed));
            for (Message<?> message : messages) {
                producer.send(message);
            }
            await("seed " + seed)
                    .atMost(PATIENCE)
                    .until(() -> settled() + undeliverable() - settledBefore == messages.size() && underWay() == 0);
            assertThat(undeliverable()).as("seed %d", seed).isEqualTo(undeliverableBefore);

            for (String id : records.keySet()) {
                JsonPath entry = tenant.event(source, id);
                assertThat(entry).as(what(seed, id)).isNotNull();
                assertThat(entry.getString("Reason")).as(what(seed, id)).isNotEqualTo("internal-error");
            }
            assertThat(ledger())
                    .as("seed %d", seed)
                    .extracting(entry -> entry.getString("event"))
                    .containsExactlyInAnyOrderElementsOf(records.keySet());
            assertThat(producer.waiting()).as("seed %d: messages left", seed).isZero();
            everything_can_be_read(seed);
            assertThat(log.alarms()).as("seed %d", seed).isEmpty();
        }
    }

    /** The events, some of them twice, and some ids a second time with another record. */
    private List<Message<?>> messages(Random random) throws Exception {
        RandomRecords generator = new RandomRecords(random);
        List<Message<?>> messages = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            RandomRecords.Typed record = generator.next();
            boolean knownId = random.nextInt(20) == 0;
            String id = "e" + (knownId ? random.nextInt(i + 1) : i);
            records.putIfAbsent(id, record);
            CloudEvent event = new CloudEvent(id, source, record.type(), tenant.name(), record.record());
            boolean structured = random.nextBoolean();
            for (int times = random.nextInt(5) == 0 ? 2 : 1; times > 0; times--) {
                messages.add(structured ? event.structured() : event.binary());
            }
        }
        return messages;
    }

    private void everything_can_be_read(long seed) {
        TreeSet<String> profiles = new TreeSet<>();
        ledger().forEach(entry -> {
            if (entry.getString("profile") != null) {
                profiles.add(entry.getString("profile"));
            }
        });
        assertThat(profiles).as("seed %d", seed).isNotEmpty();
        for (String profile : profiles) {
            assertThat(tenant.profile(profile).getString("ProfileId"))
                    .as("seed %d, profile %s", seed, profile)
                    .isNotNull();
            for (String items : List.of("cases", "contacts", "assets", "orders")) {
                assertThat(tenant.get("/profiles/{id}/" + items, profile).getInt("Total"))
                        .isNotNegative();
            }
        }
        for (Map<String, Object> rejected : tenant.rejected()) {
            assertThat(tenant.payload(rejected))
                    .as("seed %d, %s", seed, rejected.get("EventId"))
                    .isNotEmpty();
        }
    }

    private List<Document> ledger() {
        Domain domain = domains.find(tenant.name()).await().atMost(PATIENCE).orElseThrow();
        return documents
                .getDatabase(database)
                .getCollection("history")
                .find(new Document("g", domain.generation()))
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE)
                .stream()
                .filter(entry -> entry.containsKey("event"))
                .toList();
    }

    /** How many messages got their outcome. */
    private double settled() {
        return meters.find("customer.profiles.events").tag("door", "amqp").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double undeliverable() {
        return meters.find("customer.profiles.events.undeliverable").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double underWay() {
        return meters.get("customer.profiles.events.in.flight").gauge().value();
    }

    private String what(long seed, String id) {
        RandomRecords.Typed sent = records.get(id);
        String record = sent.record();
        return "seed %d, event %s, a %s of %d characters: %s"
                .formatted(
                        seed,
                        id,
                        sent.type(),
                        record.length(),
                        record.length() > 2_000 ? record.substring(0, 2_000) + "…" : record);
    }
}
