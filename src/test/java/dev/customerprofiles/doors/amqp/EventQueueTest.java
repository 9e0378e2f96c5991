package dev.customerprofiles.doors.amqp;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.smallrye.common.vertx.VertxContext;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.local.EmbeddedBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EventQueueTest {

    private final RecordingIngest ingest = new RecordingIngest();
    private EmbeddedBroker broker;
    private Peer peer;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.inMemory();
        peer = new Peer(broker.port());
    }

    @AfterEach
    void stop() {
        peer.close();
        broker.close();
    }

    @Test
    void both_modes_and_every_body_arrive_and_leave_the_queue() throws Exception {
        try (Service service = Service.start(broker.port(), ingest)) {
            peer.send(Peer.binary("text", "{\"Id\":1.10}"));
            peer.send(Peer.binary("bytes", "{\"Id\":1}".getBytes()));
            peer.send(Peer.structured("structured"));

            await().until(() -> ingest.events.size() == 3);

            assertThat(ingest.ids()).containsExactlyInAnyOrder("text", "bytes", "structured");
            assertThat(ingest.events).allSatisfy(event -> {
                assertThat(event.id().source()).isEqualTo("crm://one");
                assertThat(event.type()).isEqualTo("Own");
                assertThat(event.freshId()).matches("[0-9a-f]{32}");
            });
            await().untilAsserted(() ->
                    assertThat(counted(service, "created")).as("events counted").isEqualTo(3));
        }
        assertThat(peer.next(EventQueue.ADDRESS)).isNull();
        assertThat(peer.next(EmbeddedBroker.DEAD_LETTERS)).isNull();
    }

    @Test
    void every_message_is_handled_in_a_context_of_its_own() throws Exception {
        try (Service service = Service.start(broker.port(), ingest)) {
            peer.send("e1");
            peer.send("e2");

            await().until(() -> ingest.events.size() == 2);

            assertThat(service.isReady()).isTrue();
            assertThat(ingest.contexts).doesNotHaveDuplicates().allMatch(VertxContext::isDuplicatedContext);
        }
    }

    @Test
    void a_message_is_acknowledged_only_when_its_outcome_stands() throws Exception {
        ingest.hold();
        try (Service service = Service.start(broker.port(), ingest)) {
            peer.send("e1");
            await().until(() -> ingest.held() == 1);
            assertThat(service.isReady()).isTrue();
        }
        Message<?> kept = peer.next(EventQueue.ADDRESS);
        assertThat(kept).isNotNull();
        assertThat(kept.property("cloudEvents:id")).isEqualTo("e1");
        assertThat(kept.deliveryCount()).as("failed deliveries").isZero();
    }

    @Test
    void an_instance_that_stops_gives_back_what_has_no_outcome_yet() throws Exception {
        ingest.failNext(Integer.MAX_VALUE);
        try (Service first = Service.start(broker.port(), ingest)) {
            peer.send("e1");
            peer.send(poison("p1"));
            await().until(() -> ingest.outagesLeft() < Integer.MAX_VALUE - 6);
            assertThat(first.isReady()).isTrue();
        }
        ingest.failNext(0);
        assertThat(ingest.events).isEmpty();
        assertThat(ingest.unreadable).isEmpty();
        assertThat(peer.next(EmbeddedBroker.DEAD_LETTERS)).isNull();

        try (Service second = Service.start(broker.port(), ingest)) {
            await().until(() ->
                    ingest.ids().equals(List.of("e1")) && ingest.unreadableIds().equals(List.of("p1")));
            assertThat(second.isReady()).isTrue();
        }
        assertThat(peer.next(EventQueue.ADDRESS)).isNull();
    }

    @Test
    void poison_is_recorded_and_harms_nothing_after_it() throws Exception {
        try (Service service = Service.start(broker.port(), ingest)) {
            peer.send(Peer.binary("p1", "{\"Id\":"));
            peer.send(Peer.binary("p2", "{\"Id\":".getBytes()));
            peer.send(Peer.binary("p3", new byte[] {(byte) 0xff, 0, 1}));
            peer.send(Peer.binary("p4", List.of("a", "b")));
            peer.send(Peer.binary("p5", Map.of("a", "b")));
            peer.send(Peer.binary("p6", "{\"x\":\"" + "y".repeat(300_000) + "\"}"));
            peer.send(Message.create("hello").messageId("m1"));
            peer.send(Message.create());
            peer.send(Peer.event("huge").property("cloudEvents:huge", "z".repeat(200_000)));
            peer.send("good");

            await().until(() -> ingest.unreadable.size() == 8 && ingest.events.size() == 2);

            assertThat(ingest.ids()).containsExactlyInAnyOrder("huge", "good");
            assertThat(ingest.reasons())
                    .containsExactlyInAnyOrder(
                            "not-json",
                            "not-json",
                            "not-json",
                            "not-json",
                            "not-json",
                            "too-large",
                            "not-a-cloud-event",
                            "not-a-cloud-event");
            assertThat(ingest.unreadable)
                    .filteredOn(event -> event.id().equals(new EventId("crm://one", "p2")))
                    .singleElement()
                    .satisfies(event -> assertThat(event.payload()).isEqualTo("{\"Id\":"));
            await().until(() -> counted(service, "rejected") == 8);
        }
        assertThat(peer.next(EventQueue.ADDRESS)).isNull();
        assertThat(peer.next(EmbeddedBroker.DEAD_LETTERS)).isNull();
    }

    /** Poison too: what says why it was rejected is not written yet. */
    @Test
    void an_outage_longer_than_the_broker_has_patience_loses_nothing() throws Exception {
        ingest.failNext(400);
        try (Service service = Service.start(broker.port(), ingest)) {
            for (int i = 0; i < 10; i++) {
                peer.send("e" + i);
                peer.send(poison("p" + i));
            }
            await().until(() -> ingest.events.size() == 10 && ingest.unreadable.size() == 10);
            assertThat(ingest.ids()).doesNotHaveDuplicates();
            assertThat(ingest.unreadableIds()).doesNotHaveDuplicates();
            await().until(() -> counted(service, "created") == 10 && counted(service, "rejected") == 10);
        }
        assertThat(peer.next(EventQueue.ADDRESS)).isNull();
        assertThat(peer.next(EmbeddedBroker.DEAD_LETTERS)).isNull();
    }

    @Test
    void poison_is_acknowledged_only_when_it_is_kept() throws Exception {
        ingest.hold();
        try (Service service = Service.start(broker.port(), ingest)) {
            peer.send(poison("p1"));
            await().until(() -> ingest.held() == 1);
            assertThat(service.isReady()).isTrue();
        }
        Message<?> kept = peer.next(EventQueue.ADDRESS);
        assertThat(kept).isNotNull();
        assertThat(kept.property("cloudEvents:id")).isEqualTo("p1");
        assertThat(kept.deliveryCount()).as("failed deliveries").isZero();
    }

    @Test
    void many_are_handled_at_a_time_but_never_more_than_the_limit() throws Exception {
        ingest.hold();
        try (Service service = Service.start(broker.port(), ingest, Service.oneDomain(), 8)) {
            for (int i = 0; i < 50; i++) {
                peer.send("e" + i);
            }
            await().until(() -> ingest.held() == 8);
            assertThat(service.meters
                            .get("customer.profiles.events.in.flight")
                            .gauge()
                            .value())
                    .isEqualTo(8);

            ingest.release();
            await().until(() -> ingest.events.size() == 50);

            assertThat(ingest.mostAtATime).hasValue(8);
            assertThat(ingest.ids())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 50).mapToObj(i -> "e" + i).toList());
        }
    }

    @Test
    void large_events_that_wait_are_left_to_the_broker_sooner() throws Exception {
        int sent = 150;
        int size = FixedSettings.IN_FLIGHT_SIZE / 10;
        ingest.hold();
        try (Service service = Service.start(broker.port(), ingest, Service.oneDomain(), 2 * sent)) {
            for (int i = 0; i < sent; i++) {
                peer.send(Peer.binary("e" + i, "{\"Id\":\"" + "x".repeat(size) + "\"}"));
            }
            await().until(() -> ingest.held() >= 10);
            assertThat(ingest.held()).isLessThan(sent / 2 + 10);

            ingest.release();
            await().until(() -> ingest.events.size() == sent);
            assertThat(ingest.mostAtATime).hasValueLessThan(sent / 2 + 10);
            assertThat(service.isReady()).isTrue();
        }
    }

    @Test
    void a_message_that_no_domain_can_keep_goes_to_the_dead_letters_at_once() throws Exception {
        FakeSources sources = Service.oneDomain().domain(new Domain("other", "g2"));
        try (Service service = Service.start(broker.port(), ingest, sources, 8)) {
            peer.send(Message.create("hello").messageId("m1"));
            peer.send("good");

            await().until(() -> ingest.events.size() == 1);
            await().untilAsserted(() -> assertThat(peer.next(EmbeddedBroker.DEAD_LETTERS))
                    .isNotNull()
                    .satisfies(message -> assertThat(message.body()).isEqualTo("hello")));
            assertThat(service.meters
                            .get("customer.profiles.events.undeliverable")
                            .tag("reason", "not-a-cloud-event")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_lost_broker_is_found_again() throws Exception {
        int port = broker.port();
        try (Service service = Service.start(port, ingest)) {
            peer.close();
            broker.close();
            await().until(() -> !service.isReady());

            broker = EmbeddedBroker.inMemory(port);
            peer = new Peer(port);
            peer.send("e1");
            service.awaitReady();
            await().until(() -> ingest.ids().equals(List.of("e1")));
        }
    }

    @Test
    void the_age_of_an_event_counts_from_its_creation() throws Exception {
        try (Service service = Service.start(broker.port(), ingest)) {
            peer.send(Peer.event("e1")
                    .property("cloudEvents:time", "2001-01-01T00:00:00Z")
                    .creationTime(System.currentTimeMillis() - 60_000));
            var age = service.meters.get("customer.profiles.event.age").timer();
            await().until(() -> age.count() == 1);

            assertThat(age.totalTime(java.util.concurrent.TimeUnit.SECONDS)).isBetween(60.0, 120.0);
        }
    }

    /** A broker that nobody has told about the queue: what the consumer says is all it knows. */
    @Test
    void what_is_sent_while_nobody_listens_is_kept() throws Exception {
        EmbeddedActiveMQ bare = new EmbeddedActiveMQ();
        bare.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("amqp", "tcp://127.0.0.1:0?protocols=AMQP;useEpoll=false"));
        bare.start();
        try {
            int port = ((NettyAcceptor)
                            bare.getActiveMQServer().getRemotingService().getAcceptor("amqp"))
                    .getActualPort();
            Peer producer;
            try (Service service = Service.start(port, ingest)) {
                producer = new Peer(port);
                producer.send("heard");
                await().until(() -> ingest.ids().equals(List.of("heard")));
                assertThat(service.isReady()).isTrue();
            }
            producer.send("kept 1");
            producer.send("kept 2");
            producer.close();
            assertThat(ingest.events).hasSize(1);

            try (Service service = Service.start(port, ingest)) {
                await().until(() -> ingest.events.size() == 3);
                assertThat(service.isReady()).isTrue();
            }
        } finally {
            bare.stop();
        }
    }

    private static Message<String> poison(String id) throws ClientException {
        return Peer.binary(id, "{\"Id\":");
    }

    private static double counted(Service service, String outcome) {
        var counter = service.meters
                .find("customer.profiles.events")
                .tags("outcome", outcome, "door", "amqp")
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
