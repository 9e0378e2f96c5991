package dev.customerprofiles.local;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.SenderOptions;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class EmbeddedServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    ReactiveMongoClient documents;

    @ConfigProperty(name = "amqp-host")
    String host;

    @ConfigProperty(name = "amqp-port")
    int port;

    @Test
    void the_application_reaches_its_document_server() {
        var collection = documents.getDatabase("embedded-servers-test").getCollection("things");
        String id = UUID.randomUUID().toString();

        collection.insertOne(new Document("_id", id).append("seq", 1L)).await().atMost(PATIENCE);

        assertThat(collection
                        .find(new Document("_id", id))
                        .collect()
                        .first()
                        .await()
                        .atMost(PATIENCE))
                .containsEntry("seq", 1L);
    }

    @Test
    void a_message_sent_while_nobody_listens_waits_in_its_queue() throws Exception {
        String queue = "embedded-servers-test-" + UUID.randomUUID();
        try (var client = Client.create();
                var connection = client.connect(host, port)) {
            var sender = connection.openSender(queue, queueSender());
            sender.send(Message.create("hello").durable(true)).awaitSettlement();

            var delivery = connection.openReceiver(queue, queueReceiver()).receive(10, TimeUnit.SECONDS);

            assertThat(delivery.<String>message().body()).isEqualTo("hello");
        }
    }

    static SenderOptions queueSender() {
        var options = new SenderOptions();
        options.targetOptions().capabilities("queue");
        return options;
    }

    static ReceiverOptions queueReceiver() {
        var options = new ReceiverOptions();
        options.sourceOptions().capabilities("queue");
        return options;
    }
}
