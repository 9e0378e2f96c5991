package dev.customerprofiles.local;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

/** Contacts that come in while somebody looks: a call of a known customer, then a chat with somebody nobody knows. */
final class SampleContacts {

    private static final String SOURCE = "https://contact-centre.example.com/brightline";
    private static final String AGENT = "developer";
    private static final Duration UNTIL_CALL = Duration.ofSeconds(5);
    private static final Duration UNTIL_CHAT = Duration.ofSeconds(20);

    private final SampleProducer producer;

    SampleContacts(SampleProducer producer) {
        this.producer = producer;
    }

    /** @param left contacts of an earlier start, as the API lists them; they end now */
    Uni<Void> play(List<JsonObject> left) {
        return producer.send(left.stream().map(SampleContacts::end).toList())
                .chain(() -> later(
                        UNTIL_CALL, () -> contact("VOICE", "Technical support", "+12065550101", "TELEPHONE_NUMBER")))
                .chain(() ->
                        later(UNTIL_CHAT, () -> contact("CHAT", "Sales", "noor.haddad@example.com", "EMAIL_ADDRESS")));
    }

    private Uni<Void> later(Duration pause, Supplier<JsonObject> contact) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause)
                .chain(() -> producer.send(List.of(event("CTR-AutoAssociateOnly", contact.get()))));
    }

    private static JsonObject contact(String channel, String queue, String address, String kind) {
        String now = now();
        return new JsonObject()
                .put("ContactId", UUID.randomUUID().toString())
                .put("Channel", channel)
                .put("InitiationMethod", "INBOUND")
                .put("InitiationTimestamp", now)
                .put("LastUpdateTimestamp", now)
                .put("CustomerEndpoint", new JsonObject().put("Type", kind).put("Address", address))
                .put("Agent", new JsonObject().put("Username", AGENT))
                .put("Queue", new JsonObject().put("Name", queue));
    }

    private static JsonObject end(JsonObject live) {
        String now = now();
        return event(
                live.getString("ObjectTypeName"),
                new JsonObject()
                        .put("ContactId", live.getString("ContactId"))
                        .put("Channel", live.getString("Channel"))
                        .put("InitiationTimestamp", live.getString("InitiationTimestamp"))
                        .put("DisconnectTimestamp", now)
                        .put("LastUpdateTimestamp", now)
                        .put("Agent", new JsonObject().put("Username", AGENT)));
    }

    private static JsonObject event(String type, JsonObject record) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", SOURCE)
                .put("type", type)
                .put("domain", SampleEvents.DOMAIN)
                .put("datacontenttype", "application/json")
                .put("data", record);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
