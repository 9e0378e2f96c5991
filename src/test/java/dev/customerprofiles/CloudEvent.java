package dev.customerprofiles;

import java.nio.charset.StandardCharsets;

import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/**
 * An integration event as its source sends it.
 *
 * @param data the record, JSON
 */
public record CloudEvent(String id, String source, String type, String domain, String data) {

    /** Binary mode: the record is the body, all else are application properties. */
    public Message<byte[]> binary() throws ClientException {
        return Message.create(bytes(data))
                .durable(true)
                .contentType("application/json")
                .property("cloudEvents:specversion", "1.0")
                .property("cloudEvents:id", id)
                .property("cloudEvents:source", source)
                .property("cloudEvents:type", type)
                .property("cloudEvents:domain", domain);
    }

    /** Structured mode: everything is in the body. */
    public Message<byte[]> structured() throws ClientException {
        String envelope =
                """
                {"specversion":"1.0","id":"%s","source":"%s","type":"%s","domain":"%s","data":%s}
                """
                        .formatted(id, source, type, domain, data);
        return Message.create(bytes(envelope)).durable(true).contentType("application/cloudevents+json");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
