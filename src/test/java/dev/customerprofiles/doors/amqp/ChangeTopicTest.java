package dev.customerprofiles.doors.amqp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.local.EmbeddedBroker;
import dev.customerprofiles.store.ProfileChange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeTopicTest {

    private static final Instant AT = Instant.parse("2024-05-01T10:00:00Z");

    @Test
    void every_subscriber_hears_of_every_change() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory();
                Service service = Service.start(broker.port(), new RecordingIngest());
                Peer peer = new Peer(broker.port())) {
            Receiver one = peer.subscribe(ChangeTopic.ADDRESS);
            Receiver two = peer.subscribe(ChangeTopic.ADDRESS);

            publish(
                    service,
                    7,
                    new ProfileChange("p1", ProfileChange.Type.CREATED),
                    new ProfileChange("p2", ProfileChange.Type.DELETED));

            for (Receiver receiver : List.of(one, two)) {
                Message<byte[]> created = next(receiver);
                assertThat(created.durable()).isTrue();
                assertThat(properties(created))
                        .isEqualTo(Map.of(
                                "cloudEvents_specversion", "1.0",
                                "cloudEvents_id", "g1-7-p1",
                                "cloudEvents_source", "/domains/demo",
                                "cloudEvents_type", "customer-profiles.profile.created",
                                "cloudEvents_subject", "p1",
                                "cloudEvents_time", "2024-05-01T10:00:00Z",
                                "cloudEvents_domain", "demo",
                                "cloudEvents_seq", 7L));
                assertThat(new String(created.body()))
                        .isEqualTo("{\"DomainName\":\"demo\",\"ProfileId\":\"p1\",\"Revision\":7}");
                assertThat(next(receiver).property("cloudEvents_type")).isEqualTo("customer-profiles.profile.deleted");
            }
        }
    }

    @Test
    void nothing_is_published_while_the_broker_is_away_and_all_of_it_later() throws Exception {
        ProfileChange change = new ProfileChange("p1", ProfileChange.Type.UPDATED);
        EmbeddedBroker broker = EmbeddedBroker.inMemory();
        int port = broker.port();
        try (Service service = Service.start(port, new RecordingIngest())) {
            broker.close();
            assertThatThrownBy(() -> publish(service, 8, change)).isInstanceOf(RuntimeException.class);

            broker = EmbeddedBroker.inMemory(port);
            service.awaitReady();
            try (Peer peer = new Peer(port)) {
                Receiver receiver = peer.subscribe(ChangeTopic.ADDRESS);
                publish(service, 8, change);

                assertThat(next(receiver).property("cloudEvents_id")).isEqualTo("g1-8-p1");
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void changes_that_nobody_listens_to_are_published_all_the_same() {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory();
                Service service = Service.start(broker.port(), new RecordingIngest())) {
            for (int seq = 1; seq <= 3; seq++) {
                publish(service, seq, new ProfileChange("p1", ProfileChange.Type.UPDATED));
            }
            assertThat(service.isReady()).isTrue();
        }
    }

    private static void publish(Service service, long seq, ProfileChange... changes) {
        service.changes.publish(Service.DEMO, seq, AT, List.of(changes)).await().atMost(Duration.ofSeconds(20));
    }

    private static Message<byte[]> next(Receiver receiver) throws Exception {
        var delivery = receiver.receive(10, TimeUnit.SECONDS);
        assertThat(delivery).as("a change").isNotNull();
        return delivery.message();
    }

    private static Map<String, Object> properties(Message<byte[]> message) throws Exception {
        Map<String, Object> properties = new TreeMap<>();
        message.forEachProperty(properties::put);
        return properties;
    }
}
