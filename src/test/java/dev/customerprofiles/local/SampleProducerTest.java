package dev.customerprofiles.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleProducerTest {

    private final List<JsonObject> events = SampleEvents.read().events();

    @Test
    void events_wait_in_the_queue_in_the_order_in_which_they_were_sent() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (var broker = EmbeddedBroker.inMemory();
                var client = Client.create();
                var connection = client.connect("127.0.0.1", broker.port())) {
            new SampleProducer(vertx, "127.0.0.1", broker.port())
                    .send(events)
                    .await()
                    .atMost(Duration.ofSeconds(30));

            var receiver = connection.openReceiver(EmbeddedBroker.EVENTS, EmbeddedServersTest.queueReceiver());
            List<String> received = new ArrayList<>();
            while (received.size() < events.size()) {
                Message<byte[]> message = receiver.receive(10, TimeUnit.SECONDS).message();
                assertThat(message.durable()).isTrue();
                received.add(idOf(message));
            }

            assertThat(received)
                    .isEqualTo(
                            events.stream().map(event -> event.getString("id")).toList());
        } finally {
            vertx.close().await().atMost(Duration.ofSeconds(10));
        }
    }

    private static String idOf(Message<byte[]> message) throws Exception {
        return message.contentType().startsWith("application/cloudevents+json")
                ? new JsonObject(Buffer.buffer(message.body())).getString("id")
                : (String) message.property("cloudEvents:id");
    }
}
