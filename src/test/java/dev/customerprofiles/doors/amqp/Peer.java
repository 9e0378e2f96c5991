package dev.customerprofiles.doors.amqp;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.SenderOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/** Another system at the broker, with a client of its own. */
final class Peer implements AutoCloseable {

    private final Client client = Client.create();
    private final Connection connection;
    private final Sender events;

    Peer(int port) throws ClientException {
        connection = client.connect("127.0.0.1", port);
        SenderOptions options = new SenderOptions();
        options.targetOptions().capabilities("queue");
        events = connection.openSender(EventQueue.ADDRESS, options);
    }

    /** Sends a good event and waits until the broker has it. */
    void send(String id) throws ClientException {
        send(event(id));
    }

    void send(Message<?> message) throws ClientException {
        events.send(message).awaitAccepted(10, TimeUnit.SECONDS);
    }

    static Message<String> event(String id) throws ClientException {
        return binary(id, "{\"Id\":\"003\"}");
    }

    /** Binary mode, the body an AMQP value for a text and a data section for bytes. */
    static <E> Message<E> binary(String id, E body) throws ClientException {
        return Message.create(body)
                .durable(true)
                .contentType("application/json")
                .property("cloudEvents:specversion", "1.0")
                .property("cloudEvents:id", id)
                .property("cloudEvents:source", "crm://one")
                .property("cloudEvents:type", "contact.changed");
    }

    static Message<byte[]> structured(String id) throws ClientException {
        String envelope =
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"crm://one\",\"type\":\"x\",\"data\":{\"Id\":1}}"
                        .formatted(id);
        return Message.create(envelope.getBytes(StandardCharsets.UTF_8))
                .durable(true)
                .contentType("application/cloudevents+json");
    }

    /** What a queue holds right now, or null. */
    Message<Object> next(String queue) throws Exception {
        ReceiverOptions options = new ReceiverOptions().creditWindow(0);
        options.sourceOptions().capabilities("queue");
        try (Receiver receiver = connection.openReceiver(queue, options)) {
            receiver.addCredit(1).drain().get(10, TimeUnit.SECONDS);
            var delivery = receiver.tryReceive();
            return delivery == null ? null : delivery.message();
        }
    }

    Receiver subscribe(String topic) throws Exception {
        ReceiverOptions options = new ReceiverOptions();
        options.sourceOptions().capabilities("topic");
        Receiver receiver = connection.openReceiver(topic, options);
        receiver.openFuture().get(10, TimeUnit.SECONDS);
        return receiver;
    }

    @Override
    public void close() {
        connection.close();
        client.close();
    }
}
