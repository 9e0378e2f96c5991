package dev.customerprofiles.core.records;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/** JSON as source systems mean it: no number goes through a double, so long ids and decimals survive exactly. */
public final class RecordJson {

    /** How many characters the names on the way to a value may have together; no mapping can name a longer path. */
    static final int LONGEST_PATH = 1_000;

    /** As far as a decimal of 128 bits goes; what is beyond is written in a form that cannot be read again. */
    private static final long LARGEST_EXPONENT = 6_144;

    private RecordJson() {}

    /**
     * Whether every value can be reached by a path of bearable length. The paths are what is remembered of a record's versions: a
     * long name above many values would be remembered once for each.
     */
    public static boolean hasShortPaths(ObjectNode record) {
        return fits(record, LONGEST_PATH);
    }

    /** Whether every number, at any depth, is of a bearable size. */
    public static boolean hasBearableNumbers(JsonNode node) {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            return Math.abs((long) number.precision() - number.scale()) <= LARGEST_EXPONENT;
        }
        for (JsonNode child : node) {
            if (!hasBearableNumbers(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(ObjectNode object, int room) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            int left = room - member.getKey().length() - 1;
            if (left < 0 || member.getValue() instanceof ObjectNode nested && !fits(nested, left)) {
                return false;
            }
        }
        return true;
    }

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
