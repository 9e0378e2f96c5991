package dev.customerprofiles.local;

import java.util.List;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpSenderOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.amqp.AmqpClient;
import io.vertx.mutiny.amqp.AmqpMessage;
import io.vertx.mutiny.amqp.AmqpSender;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;

/** Sends CloudEvents to the event queue the way any system outside would. */
final class SampleProducer {

    private final Vertx vertx;
    private final AmqpClientOptions broker;

    SampleProducer(Vertx vertx, String host, int port) {
        this.vertx = vertx;
        this.broker = new AmqpClientOptions().setHost(host).setPort(port);
    }

    /** Sends the events in their order; completes when the broker has taken the last one over. */
    Uni<Void> send(List<JsonObject> events) {
        AmqpClient client = AmqpClient.create(vertx, broker);
        // without the capability the broker would take the address for a topic, and drop what nobody listens to
        return client.createSender(EmbeddedBroker.EVENTS, new AmqpSenderOptions().addCapability("queue"))
                .chain(sender -> sendInOrder(sender, events))
                .eventually(client::close);
    }

    private static Uni<Void> sendInOrder(AmqpSender sender, List<JsonObject> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> sender.sendWithAck(message(event)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** Both modes of CloudEvents over AMQP: the CRM sends structured events, all others binary ones. */
    static AmqpMessage message(JsonObject event) {
        return event.getString("type").startsWith("Salesforce-") ? structured(event) : binary(event);
    }

    private static AmqpMessage structured(JsonObject event) {
        return AmqpMessage.create()
                .durable(true)
                .contentType("application/cloudevents+json; charset=utf-8")
                .withBufferAsBody(Buffer.buffer(event.encode()))
                .build();
    }

    private static AmqpMessage binary(JsonObject event) {
        var properties = new JsonObject();
        event.forEach(member -> {
            if (!member.getKey().equals("data") && !member.getKey().equals("datacontenttype")) {
                properties.put("cloudEvents:" + member.getKey(), member.getValue());
            }
        });
        return AmqpMessage.create()
                .durable(true)
                .contentType(event.getString("datacontenttype"))
                .applicationProperties(properties)
                .withBufferAsBody(Buffer.buffer(event.getJsonObject("data").encode()))
                .build();
    }
}
