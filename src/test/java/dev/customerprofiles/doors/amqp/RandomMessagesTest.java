package dev.customerprofiles.doors.amqp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.local.EmbeddedBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages that no source would send. {@code -Drandom.messages=…} sends more of them, {@code -Drandom.seed=…} others. */
class RandomMessagesTest {

    private static final long SEED = Long.getLong("random.seed", 1);
    private static final int MESSAGES = Integer.getInteger("random.messages", 500);

    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/cloudevents+json",
            "application/cloudevents+json; charset=utf-16",
            "application/cloudevents-batch+json",
            "application/cloudevents+avro",
            "text/plain",
            "\u0000");

    private static final List<String> NAMES =
            List.of("specversion", "id", "source", "type", "domain", "time", "datacontenttype");

    private final Random random = new Random(SEED);

    @Test
    void every_message_is_settled_with_an_outcome_and_none_stops_those_behind_it() throws Exception {
        RecordingIngest ingest = new RecordingIngest();
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory();
                Peer peer = new Peer(broker.port());
                Service service = Service.start(broker.port(), ingest)) {
            for (int i = 0; i < MESSAGES; i++) {
                peer.send(any().messageId("m" + i));
            }
            peer.send("good");

            await().until(() -> ingest.events.size() + ingest.unreadable.size() == MESSAGES + 1);
            assertThat(ingest.ids()).contains("good");
            assertThat(service.isReady()).isTrue();
            assertThat(peer.next(EmbeddedBroker.DEAD_LETTERS)).isNull();
        }
    }

    private Message<?> any() throws ClientException {
        Message<Object> message = Message.create(body());
        message.durable(random.nextBoolean());
        if (random.nextInt(4) > 0) {
            message.contentType(CONTENT_TYPES.get(random.nextInt(CONTENT_TYPES.size())));
        }
        String prefix = random.nextBoolean() ? "cloudEvents:" : "cloudEvents_";
        for (String name : NAMES) {
            if (random.nextInt(4) > 0) {
                message.property(prefix + name, name.equals("domain") ? "demo" : value(name));
            }
        }
        return message;
    }

    private Object value(String name) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt();
            case 1 -> UUID.randomUUID();
            case 2 -> "";
            case 3 -> "\u0000" + "x".repeat(random.nextInt(3_000));
            default ->
                name.equals("specversion") ? "1.0" : name.equals("source") ? "crm://one" : "v" + random.nextInt();
        };
    }

    private Object body() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return switch (random.nextInt(8)) {
            case 0 -> bytes;
            case 1 -> new String(bytes, StandardCharsets.ISO_8859_1);
            case 2 -> Map.of("a", 1);
            case 3 -> List.of("a", 1L);
            case 4 -> random.nextDouble();
            case 5 -> "[".repeat(1 + random.nextInt(3_000));
            case 6 ->
                "{\"specversion\":\"1.0\",\"id\":{},\"source\":1,\"data\":[null]}".getBytes(StandardCharsets.UTF_8);
            default -> "{\"Id\":%d}".formatted(random.nextInt());
        };
    }
}
