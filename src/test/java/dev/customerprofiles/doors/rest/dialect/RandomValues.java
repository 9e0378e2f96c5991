package dev.customerprofiles.doors.rest.dialect;

import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Requests that keep every rule, with some of the members that they need not have, at every depth. */
public final class RandomValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;
    private static final int MOST_MORE = 3;

    private final WireModel model;
    private final Random random;

    public RandomValues(WireModel model, Random random) {
        this.model = model;
        this.random = random;
    }

    public ObjectNode request(String operation) {
        return structure(model.input(operation), 0);
    }

    private ObjectNode structure(JsonNode shape, int depth) {
        ObjectNode value = JSON.objectNode();
        shape.path("required").forEach(name -> value.set(name.textValue(), member(shape, name.textValue(), depth)));
        shape.path("members").fieldNames().forEachRemaining(name -> {
            if (!value.has(name) && depth < DEEPEST && random.nextInt(3) == 0) {
                value.set(name, member(shape, name, depth));
            }
        });
        return value;
    }

    private JsonNode member(JsonNode structure, String name, int depth) {
        return value(structure.at("/members/" + name + "/shape").textValue(), depth + 1);
    }

    private JsonNode value(String shapeName, int depth) {
        JsonNode shape = model.shape(shapeName);
        return switch (shape.get("type").textValue()) {
            case "string" -> text(shape);
            case "integer" -> JSON.numberNode((int) whole(shape, Integer.MAX_VALUE));
            case "long" -> JSON.numberNode(whole(shape, Long.MAX_VALUE));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "timestamp" -> JSON.numberNode(random.nextInt());
            case "list" -> {
                ArrayNode list = JSON.arrayNode();
                for (int size = size(shape); size > 0; size--) {
                    list.add(value(shape.get("member").textValue(), depth + 1));
                }
                yield list;
            }
            case "map" -> {
                ObjectNode map = model.entries(shape, size(shape));
                map.fieldNames()
                        .forEachRemaining(
                                key -> map.set(key, value(shape.get("value").textValue(), depth + 1)));
                yield map;
            }
            case "structure" -> structure(shape, depth);
            default -> model.smallest(shapeName);
        };
    }

    private JsonNode text(JsonNode shape) {
        if (shape.has("enum")) {
            return shape.get("enum").get(random.nextInt(shape.get("enum").size()));
        }
        int shortest = Math.max(shape.path("min").asInt(0), WireModel.shortest(shape));
        int longer = Math.min(shape.path("max").asInt(Integer.MAX_VALUE), shortest + random.nextInt(20));
        String text = WireModel.text(shape, longer);
        return JSON.textNode(WireModel.matches(shape, text) ? text : WireModel.text(shape, shortest));
    }

    private long whole(JsonNode shape, long greatest) {
        long min = shape.path("min").asLong(0);
        long max = shape.path("max").asLong(greatest);
        return random.nextBoolean() ? min : Math.min(max, min + random.nextInt(1_000));
    }

    private int size(JsonNode shape) {
        int min = shape.path("min").asInt(0);
        int enough = shape.has("enum") ? min : min + random.nextInt(MOST_MORE);
        return Math.min(shape.path("max").asInt(Integer.MAX_VALUE), enough);
    }
}
