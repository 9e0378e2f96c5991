package dev.customerprofiles.doors.amqp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.events.RecordLimits;
import dev.customerprofiles.core.records.RecordJson;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Sha256;

/** Reads CloudEvents 1.0 from AMQP messages, in binary and in structured mode; whatever was sent, it answers. */
final class CloudEventDecoder {

    /** Source of an event whose message names none. */
    static final String NO_SOURCE = "customer-profiles.events";

    private static final int LARGEST_RECORD = 256_000;

    /** An envelope adds little to the record; what is longer than this is not worth parsing. */
    private static final int LARGEST_ENVELOPE = 2 * LARGEST_RECORD;

    private CloudEventDecoder() {}

    static Decoded decode(Delivered message) {
        Body body = Body.of(message.body());
        String contentType = message.contentType() == null
                ? ""
                : message.contentType().toLowerCase(Locale.ROOT).strip();
        return contentType.startsWith("application/cloudevents")
                ? structured(message, body, contentType)
                : binary(message, body);
    }

    private static Decoded binary(Delivered message, Body body) {
        Attributes attributes = Attributes.ofProperties(message.properties());
        if (!attributes.complete()) {
            return poison(message, body, attributes, Reason.NOT_A_CLOUD_EVENT);
        }
        return withRecord(message, body, attributes, body.readable() ? body.text() : null);
    }

    private static Decoded structured(Delivered message, Body body, String contentType) {
        Attributes outside = Attributes.ofProperties(message.properties());
        if (!contentType.startsWith("application/cloudevents+json")) {
            return poison(message, body, outside, Reason.NOT_A_CLOUD_EVENT);
        }
        if (body.text().length() > LARGEST_ENVELOPE) {
            return poison(message, body, outside, Reason.TOO_LARGE);
        }
        Optional<ObjectNode> envelope = body.readable() ? RecordJson.object(body.text()) : Optional.empty();
        if (envelope.isEmpty()) {
            return poison(message, body, outside, Reason.NOT_JSON);
        }
        Attributes attributes = Attributes.ofEnvelope(envelope.get());
        if (!attributes.complete()
                || (envelope.get().has("data") && envelope.get().has("data_base64"))) {
            return poison(message, body, attributes, Reason.NOT_A_CLOUD_EVENT);
        }
        JsonNode data = envelope.get().path("data");
        if (data instanceof ObjectNode record) {
            return Json.length(record) > LARGEST_RECORD
                    ? poison(message, body, attributes, Reason.TOO_LARGE)
                    : event(message, body, attributes, record);
        }
        return withRecord(message, body, attributes, fromBase64(envelope.get().path("data_base64")));
    }

    private static Decoded withRecord(Delivered message, Body body, Attributes attributes, String data) {
        if (data == null) {
            return poison(message, body, attributes, Reason.NOT_JSON);
        }
        if (data.length() > LARGEST_RECORD) {
            return poison(message, body, attributes, Reason.TOO_LARGE);
        }
        return RecordJson.object(data)
                .map(record -> event(message, body, attributes, record))
                .orElseGet(() -> poison(message, body, attributes, Reason.NOT_JSON));
    }

    private static Decoded event(Delivered message, Body body, Attributes attributes, ObjectNode record) {
        Optional<Reason> refusal = RecordLimits.refusal(record);
        if (refusal.isPresent()) {
            return poison(message, body, attributes, refusal.get());
        }
        return new Decoded.Event(
                new EventId(attributes.source(), attributes.id()),
                attributes.domain(),
                attributes.type(),
                attributes.time(),
                record,
                body.kept());
    }

    private static Decoded poison(Delivered message, Body body, Attributes attributes, Reason reason) {
        String id = attributes.id() != null && attributes.source() != null ? attributes.id() : madeUpId(message, body);
        String source = attributes.source() != null ? attributes.source() : NO_SOURCE;
        return new Decoded.Poison(
                new EventId(source, id),
                attributes.source(),
                attributes.domain(),
                attributes.type(),
                reason,
                body.kept());
    }

    /** Message ids are unique per producer at best, so the body takes part: two different messages never become one entry. */
    static String madeUpId(Delivered message, Body body) {
        MessageDigest digest = Sha256.digest();
        digest.update(String.valueOf(message.messageId()).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(body.text().getBytes(StandardCharsets.UTF_8));
        return "message-" + HexFormat.of().formatHex(digest.digest());
    }

    private static String fromBase64(JsonNode data) {
        if (!data.isTextual()) {
            return null;
        }
        try {
            Body decoded = Body.of(Base64.getDecoder().decode(data.textValue()));
            return decoded.readable() ? decoded.text() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
