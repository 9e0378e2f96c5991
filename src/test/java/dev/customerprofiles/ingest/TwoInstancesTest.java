package dev.customerprofiles.ingest;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.Producer;
import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;
import dev.customerprofiles.store.ChangePublisher;
import dev.customerprofiles.store.DocumentCache;
import dev.customerprofiles.store.LogStorages;
import dev.customerprofiles.store.mongo.BsonPacking;
import dev.customerprofiles.tenancy.DomainDirectory;
import dev.customerprofiles.tenancy.TypeDirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The running instance and a second one on the same database, which share nothing else. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class TwoInstancesTest {

    private static final int CACHE = 1_000_000;
    private static final int EACH = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OTHER_DOOR = "urn:test:second-instance";

    @Inject
    LogStorages storages;

    @Inject
    ChangePublisher publisher;

    @Inject
    Decisions decisions;

    @Inject
    IngestConfig config;

    @Inject
    Clock clock;

    @Inject
    TypeDirectory types;

    @Inject
    DomainDirectory domains;

    @Inject
    ReactiveMongoClient documents;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "amqp-host")
    String brokerHost;

    @ConfigProperty(name = "amqp-port")
    int brokerPort;

    @Test
    void parallel_first_events_about_one_customer_leave_one_profile_and_one_ledger_entry_each() throws Exception {
        Tenant tenant = Tenant.create(service.toString(), TestTokens.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN));
        String salesforce = tenant.register("salesforce", Map.of("Contact", "Salesforce-Contact"));
        Domain domain = domains.find(tenant.name()).await().atMost(PATIENCE).orElseThrow();
        Ingest second = secondInstance();
        var threads = Executors.newFixedThreadPool(3 * EACH + 1);
        try (Producer producer = new Producer(brokerHost, brokerPort)) {
            List<Callable<String>> all = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                int number = i;
                all.add(() -> put(tenant, "Zendesk-users", Records.zendeskUser(number)));
                all.add(() -> submit(second, domain, "Servicenow-sys_user", Records.servicenowUser("sn" + number)));
                all.add(() -> submit(second, domain, "Zendesk-tickets", Records.zendeskTicket(number, number, "Help")));
            }
            all.add(() -> {
                for (int i = 0; i < EACH; i++) {
                    String contact =
                            Records.salesforceContact("003-" + i, "+12065550101", "2025-04-03T10:15:00.000+0000");
                    producer.send(new CloudEvent("c" + i, salesforce, "Contact", tenant.name(), contact).binary());
                }
                return "sent";
            });

            List<String> outcomes = new ArrayList<>();
            for (Future<String> outcome : threads.invokeAll(all)) {
                outcomes.add(outcome.get());
            }
            IntStream.range(0, EACH)
                    .forEach(i -> outcomes.add(await().atMost(PATIENCE)
                            .until(() -> tenant.outcome(salesforce, "c" + i), outcome -> outcome != null)));
            assertThat(outcomes.stream().filter("created"::equals)).hasSize(1);
            assertThat(outcomes).isSubsetOf("created", "updated", "parked", "sent");
        } finally {
            threads.shutdownNow();
        }

        String ada = await().atMost(PATIENCE)
                .until(
                        () -> tenant.get("/profiles?q=lovelace").<String>getList("Items.ProfileId"),
                        ids -> !ids.isEmpty())
                .get(0);
        await().atMost(PATIENCE)
                .until(() -> tenant.get("/profiles/{id}/cases", ada).getInt("Total") == EACH);
        assertThat(tenant.get("").getMap("Stats"))
                .containsAllEntriesOf(Map.of("ProfileCount", 1, "ObjectCount", 4 * EACH));
        assertThat(tenant.rejected()).isEmpty();
        assertThat(ledger(domain)).hasSize(4 * EACH).allSatisfy(entry -> assertThat(entry.getString("profile"))
                .isEqualTo(ada));
        assertThat(tenant.profile(ada).getInt("Sources.find { it.ObjectTypeName == 'Salesforce-Contact' }.Records"))
                .isPositive();
    }

    private Ingest secondInstance() {
        DomainWriters writers = new DomainWriters(
                storages,
                new DocumentCache(CACHE, BsonPacking.INSTANCE),
                publisher,
                decisions,
                config,
                clock,
                new SimpleMeterRegistry());
        return new GroupCommit(writers, decisions, types, domains, config);
    }

    private static String put(Tenant tenant, String type, String record) {
        JsonPath answer =
                tenant.put(type, record).then().statusCode(200).extract().jsonPath();
        return answer.getString("Outcome");
    }

    private String submit(Ingest instance, Domain domain, String type, String record) throws Exception {
        String id = UUID.randomUUID().toString();
        SourceEvent event = new SourceEvent(
                new EventId(OTHER_DOOR, id),
                type,
                (ObjectNode) new ObjectMapper().readTree(record),
                null,
                clock.instant(),
                id.replace("-", ""));
        Outcome outcome = instance.submit(domain, event, true).await().atMost(PATIENCE);
        return outcome.status().code();
    }

    private List<Document> ledger(Domain domain) {
        return documents
                .getDatabase(database)
                .getCollection("history")
                .find(new Document("g", domain.generation()))
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);
    }
}
