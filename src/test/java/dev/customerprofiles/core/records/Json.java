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
