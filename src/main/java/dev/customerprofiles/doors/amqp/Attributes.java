package dev.customerprofiles.doors.amqp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The context attributes of a CloudEvent, whichever way they were sent; an attribute that is empty, no text or longer than
 * 1024 characters counts as missing.
 */
record Attributes(Map<String, String> values) {

    private static final String SPEC_VERSION = "specversion";
    private static final int LONGEST = 1024;

    /** RFC 3339, which has four digits for the year: Java's own notation reaches years that no clock can count in milliseconds. */
    private static final Pattern RFC_3339 = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?\\d*(Z|[+-]\\d{2}:\\d{2})",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DIGITS_BEYOND_NANOSECONDS = Pattern.compile("(\\.\\d{9})\\d+");

    Attributes {
        values = Map.copyOf(values);
    }

    /** Binary mode: application properties with the prefix {@code cloudEvents:} or {@code cloudEvents_}. */
    static Attributes ofProperties(Map<String, Object> properties) {
        Map<String, String> found = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith("cloudEvents:") || name.startsWith("cloudEvents_")) {
                put(found, name.substring("cloudEvents:".length()), text(value));
            }
        });
        return new Attributes(found);
    }

    /** Structured mode: members of the envelope. */
    static Attributes ofEnvelope(ObjectNode envelope) {
        Map<String, String> found = new HashMap<>();
        envelope.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isValueNode() && !value.isNull()) {
                put(found, member.getKey(), value.asText());
            }
        });
        return new Attributes(found);
    }

    String id() {
        return values.get("id");
    }

    String source() {
        return values.get("source");
    }

    String type() {
        return values.get("type");
    }

    String domain() {
        return values.get("domain");
    }

    /** Whether all that CloudEvents 1.0 requires is there, and what is optional is well formed. */
    boolean complete() {
        return "1.0".equals(values.get(SPEC_VERSION))
                && id() != null
                && source() != null
                && type() != null
                && timeIsWellFormed();
    }

    /** The source time, or null where there is none or it is not RFC 3339. */
    Instant time() {
        String time = values.get("time");
        if (time == null || !RFC_3339.matcher(time).matches()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(DIGITS_BEYOND_NANOSECONDS.matcher(time).replaceFirst("$1"))
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private boolean timeIsWellFormed() {
        return !values.containsKey("time") || time() != null;
    }

    private static void put(Map<String, String> found, String name, String value) {
        if (value != null && !value.isBlank() && value.length() <= LONGEST) {
            found.put(name, value);
        }
    }

    /** AMQP has types for what CloudEvents says with text; a producer may use them. */
    private static String text(Object value) {
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean
                ? value.toString()
                : null;
    }
}
