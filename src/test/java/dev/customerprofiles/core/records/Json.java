package dev.customerprofiles.core.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON for tests, written with single quotes. */
final class Json {

    private Json() {}

    static ObjectNode of(String text) {
        return RecordJson.object(text.replace('\'', '"')).orElseThrow();
    }

    /** The records of a file, by the name that the file gives them. */
    static ObjectNode resource(String name) {
        try (InputStream stream = Json.class.getResourceAsStream(name)) {
            return RecordJson.object(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** When the event was sent that {@link #wrapped} makes. */
    static final Instant WRAPPED_AT = Instant.parse("2024-03-03T00:00:00Z");

    /** A record as an event carries it, at a path such as {@code detail.event.detail}; each level has an id of its own. */
    static ObjectNode wrapped(ObjectNode record, String path) {
        int dot = path.indexOf('.');
        ObjectNode event = of("{'version':'0','id':'0d079340','source':'partner.example.com','account':'1'}");
        event.put("time", WRAPPED_AT.toString());
        return dot < 0
                ? event.set(path, record.deepCopy())
                : event.set(path.substring(0, dot), wrapped(record, path.substring(dot + 1)));
    }

    static Version version(long seconds) {
        return new Version(Instant.ofEpochSecond(seconds), "test|" + seconds);
    }

    static Accumulated once(ObjectNode record) {
        return Accumulated.first(record, version(1));
    }

    static Map<String, String> texts(Contribution contribution) {
        Map<String, String> texts = new java.util.TreeMap<>();
        contribution.fields().forEach((unit, value) -> {
            if (value.value().isTextual()) {
                texts.put(unit, value.value().textValue());
            } else {
                texts.put(unit, value.value().toString().replace('"', '\''));
            }
        });
        return texts;
    }
}
