package dev.customerprofiles.core.records;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/** JSON as source systems mean it: no number goes through a double, so long ids and decimals survive exactly. */
public final class RecordJson {

    private RecordJson() {}

    /** The object that a text stands for; empty where it is not one JSON object. */
    public static Optional<ObjectNode> object(String text) {
        try {
            return Json.parse(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if the text is not JSON; its message holds nothing of the text */
    static JsonNode read(String text) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not JSON, at offset " + e.getLocation().getCharOffset());
        }
    }

    /** A tree as text. */
    public static String text(JsonNode node) {
        return node.toString();
    }
}
