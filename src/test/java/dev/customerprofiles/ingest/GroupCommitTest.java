package dev.customerprofiles.ingest;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.records.RecordJson;
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

/** A fault of ours with one event, in the middle of a batch of sixty-four. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class GroupCommitTest {

    private static final int EVENTS = 64;
    private static final int BAD = 40;
    private static final String SOURCE = "urn:test:group-commit";
    private static final String TYPE = "Zendesk-users";
    private static final String NEW_TYPE = "New-users";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    LogStorages storages;

    @Inject
    ChangePublisher publisher;

    @Inject
    Rules rules;

    @Inject
    Mappings mappings;

    @Inject
    IngestConfig config;

    @Inject
    Clock clock;

    @Inject
    TypeDirectory types;

    @Inject
    DomainDirectory domains;

    @TestHTTPResource("/")
    URI service;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Tenant tenant;
    private Domain domain;
    private DomainWriters writers;
    private Ingest ingest;

    @BeforeEach
    void another_instance_that_knows_one_type_more() {
        tenant = Tenant.create(service.toString(), TestTokens.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN));
        domain = domains.find(tenant.name()).await().atMost(PATIENCE).orElseThrow();
        Decisions decisions = new Decisions(
                rules,
                new Decisions.Retention(config.keepHistory(), config.keepRejected(), config.keepTombstones()),
                new NewerMappings(mappings));
        DocumentCache cache = new DocumentCache(1_000_000, BsonPacking.INSTANCE);
        writers = new DomainWriters(storages, cache, publisher, decisions, config, clock, meters);
        ingest = new GroupCommit(writers, decisions, types, domains, config);
    }

    @Test
    void one_record_that_no_decision_can_be_made_about_is_rejected_and_the_others_of_its_batch_are_applied()
            throws Exception {
        allButOneAreApplied(outcomes(NEW_TYPE));
        assertThat(meters.get("customer_profiles_batch_size").summary().max())
                .as("events in one batch")
                .isEqualTo(EVENTS);
        assertThat(meters.get("customer_profiles_batch_stage").timers())
                .as("waiting, deciding, committing and applying")
                .hasSize(4)
                .allSatisfy(stage -> assertThat(stage.count())
                        .isEqualTo(meters.get("customer_profiles_batch_size")
                                .summary()
                                .count()));
    }

    @Test
    void one_record_that_cannot_be_prepared_is_rejected_and_the_others_of_its_batch_are_applied() throws Exception {
        allButOneAreApplied(outcomes(TYPE));
    }

    private void allButOneAreApplied(List<Outcome> outcomes) {
        for (int i = 0; i < EVENTS; i++) {
            Outcome outcome = outcomes.get(i);
            JsonPath entry = tenant.event(SOURCE, "e" + i);
            assertThat(entry.getString("Outcome"))
                    .as("entry of event %d", i)
                    .isEqualTo(outcome.status().code());
            if (i == BAD) {
                assertThat(outcome.status()).isEqualTo(Outcome.Status.REJECTED);
                assertThat(outcome.reason()).isEqualTo(Reason.INTERNAL);
            } else {
                assertThat(outcome.status()).as("event %d", i).isIn(Outcome.Status.CREATED, Outcome.Status.UPDATED);
            }
        }
        assertThat(tenant.get("").getMap("Stats"))
                .containsAllEntriesOf(Map.of("ProfileCount", 1, "ObjectCount", EVENTS - 1));
        assertThat(tenant.rejected()).singleElement().satisfies(kept -> {
            assertThat(kept).containsEntry("EventId", "e" + BAD).containsEntry("Reason", "internal-error");
            assertThat(tenant.payload(kept)).contains("\"id\":" + BAD);
        });
    }

    /** All of them wait while the batch before theirs is decided, so that they become one. */
    private List<Outcome> outcomes(String typeOfTheBad) throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        var before = writers.submit(domain, (view, now) -> passed(allWait)).subscribeAsCompletionStage();
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            ObjectNode record = record(Records.zendeskUser(i));
            SourceEvent event =
                    i == BAD ? event(i, typeOfTheBad, new UnreadableRecord(record)) : event(i, TYPE, record);
            outcomes.add(ingest.submit(domain, event, true).subscribeAsCompletionStage());
        }
        allWait.countDown();
        before.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return outcomes.stream()
                .map(outcome -> outcome.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .toList();
    }

    private static boolean passed(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SourceEvent event(int number, String type, ObjectNode record) {
        String id = "e" + number;
        return new SourceEvent(new EventId(SOURCE, id), type, record, null, clock.instant(), "%032x".formatted(number));
    }

    private static ObjectNode record(String json) {
        return RecordJson.object(json).orElseThrow();
    }

    /** Knows a type that the directory, a few seconds behind, does not know yet: its records are read when they are decided. */
    private record NewerMappings(Mappings known) implements Mappings {

        @Override
        public Optional<Mapping> template(String id, String incarnation) {
            return known.template(id.equals(NEW_TYPE) ? TYPE : id, incarnation);
        }

        @Override
        public Mapping of(DefinedType type) {
            return known.of(type);
        }
    }

    /** Can be written, but whoever looks for a value fails. */
    @SuppressWarnings("unchecked")
    private static final class UnreadableRecord extends ObjectNode {

        private static final long serialVersionUID = 1L;

        UnreadableRecord(ObjectNode record) {
            super(JsonNodeFactory.instance);
            setAll(record);
        }

        @Override
        public JsonNode get(String name) {
            throw new IllegalStateException("a fault of ours");
        }

        @Override
        public Iterator<String> fieldNames() {
            throw new IllegalStateException("a fault of ours");
        }
    }
}
