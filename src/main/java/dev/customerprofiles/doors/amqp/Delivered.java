package dev.customerprofiles.doors.amqp;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What an AMQP message carries, as far as events are concerned.
 *
 * @param properties  the application properties
 * @param contentType or null
 * @param messageId   or null
 * @param created     the message's creation time, or null
 * @param body        a {@code byte[]} (data section, or a binary value), a {@code String}, null, or any other AMQP value, which
 *     no event has
 */
record Delivered(Map<String, Object> properties, String contentType, Object messageId, Instant created, Object body) {

    Delivered {
        Objects.requireNonNull(properties, "properties");
    }

    /** About how many bytes it takes. */
    int size() {
        return properties.values().stream().mapToInt(Delivered::size).sum() + size(body);
    }

    private static int size(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value instanceof String text ? text.length() : 0;
    }
}
