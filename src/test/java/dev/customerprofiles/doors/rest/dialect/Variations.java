package dev.customerprofiles.doors.rest.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** For every constraint of a shape, however deep: values just below, at and just above each bound, of wrong types, and left out. */
final class Variations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * A value that keeps all rules but perhaps one.
     *
     * @param where the part that is varied, as violations name it; empty for the value itself
     * @param rule  what a violation says of that part, in words that it must contain
     * @param kept  whether the rule is kept
     */
    record Variation(JsonNode value, String where, List<String> rule, boolean kept) {

        private Variation inside(String name, JsonNode whole) {
            boolean direct = where.isEmpty() || where.startsWith("[");
            return new Variation(whole, name + (direct ? "" : ".") + where, rule, kept);
        }
    }

    private final WireModel model;
    private final Deque<String> around = new ArrayDeque<>();

    Variations(WireModel model) {
        this.model = model;
    }

    List<Variation> of(String shapeName) {
        JsonNode shape = model.shape(shapeName);
        if (around.contains(shapeName)) {
            return List.of();
        }
        around.push(shapeName);
        List<Variation> found = new ArrayList<>();
        switch (shape.get("type").textValue()) {
            case "string" -> ofText(shape, found);
            case "integer" -> ofWhole(shape, Integer.MIN_VALUE, Integer.MAX_VALUE, found);
            case "long" -> ofWhole(shape, Long.MIN_VALUE, Long.MAX_VALUE, found);
            case "double" -> ofDecimal(shape, found);
            case "boolean" -> broken(JSON.textNode("yes"), found, "must be true or false");
            case "timestamp" -> broken(JSON.textNode("2026-01-01T00:00:00Z"), found, "must be a number of seconds");
            case "list" -> ofList(shape, found);
            case "map" -> ofMap(shape, found);
            default -> ofStructure(shape, found);
        }
        around.pop();
        return found;
    }

    private static void kept(JsonNode value, List<Variation> found, String... rule) {
        found.add(new Variation(value, "", List.of(rule), true));
    }

    private static void broken(JsonNode value, List<Variation> found, String... rule) {
        found.add(new Variation(value, "", List.of(rule), false));
    }

    private static void ofText(JsonNode shape, List<Variation> found) {
        broken(JSON.numberNode(7), found, "must be a string");
        if (shape.has("enum")) {
            shape.get("enum").forEach(allowed -> kept(allowed, found, "must be one of"));
            String none = shape.get("enum").get(0).textValue() + 'x';
            broken(
                    JSON.textNode(none),
                    found,
                    "must be one of",
                    shape.get("enum").get(0).textValue());
            return;
        }
        int min = shape.path("min").asInt(0);
        String[] length = {"must have", "characters"};
        if (min > 0) {
            broken(JSON.textNode(WireModel.text(shape, min - 1)), found, length);
            keptIfMatching(shape, min, found, length);
        }
        if (shape.has("max")) {
            int max = shape.get("max").intValue();
            keptIfMatching(shape, max, found, length);
            broken(JSON.textNode(WireModel.text(shape, max + 1)), found, "must have", Integer.toString(max));
        }
        if (shape.has("pattern")) {
            String good = WireModel.text(shape, WireModel.shortest(shape));
            kept(JSON.textNode(good), found, "must match");
            List.of(" ", "é", "\n", "").stream()
                    .map(bad -> good.substring(0, good.length() - 1) + bad)
                    .filter(text -> text.length() >= min && !WireModel.matches(shape, text))
                    .findFirst()
                    .ifPresent(text -> broken(JSON.textNode(text), found, "must match"));
        }
    }

    private static void keptIfMatching(JsonNode shape, int length, List<Variation> found, String... rule) {
        String text = WireModel.text(shape, length);
        if (WireModel.matches(shape, text)) {
            kept(JSON.textNode(text), found, rule);
        }
    }

    private static void ofWhole(JsonNode shape, long smallest, long greatest, List<Variation> found) {
        broken(JSON.textNode("x"), found, "must be an integer");
        broken(JSON.numberNode(1.5), found, "must be an integer");
        long min = shape.path("min").asLong(smallest);
        long max = shape.path("max").asLong(greatest);
        kept(JSON.numberNode(min), found, "must be ");
        kept(JSON.numberNode(max), found, "must be ");
        if (min > Long.MIN_VALUE) {
            broken(JSON.numberNode(min - 1), found, "must be ", Long.toString(min));
        }
        if (max < Long.MAX_VALUE) {
            broken(JSON.numberNode(max + 1), found, "must be ", Long.toString(max));
        }
    }

    private static void ofDecimal(JsonNode shape, List<Variation> found) {
        broken(JSON.textNode("x"), found, "must be a number");
        if (shape.has("min")) {
            double min = shape.get("min").doubleValue();
            broken(JSON.numberNode(min - 0.001), found, "must be from", Double.toString(min));
            kept(JSON.numberNode(min), found, "must be from");
        }
        if (shape.has("max")) {
            double max = shape.get("max").doubleValue();
            kept(JSON.numberNode(max), found, "must be from");
            broken(JSON.numberNode(max + 0.001), found, "must be from", Double.toString(max));
        }
    }

    private void ofList(JsonNode shape, List<Variation> found) {
        String item = shape.get("member").textValue();
        broken(JSON.textNode("x"), found, "must be a list");
        ArrayNode nulls = list(item, shape.path("min").asInt(0) - 1).insert(0, JSON.nullNode());
        found.add(new Variation(nulls, "[0]", List.of("must not be null"), false));
        String[] size = {"must have", "items"};
        if (shape.path("min").asInt(0) > 0) {
            broken(list(item, shape.get("min").intValue() - 1), found, size);
            kept(list(item, shape.get("min").intValue()), found, size);
        }
        if (shape.has("max")) {
            kept(list(item, shape.get("max").intValue()), found, size);
            broken(
                    list(item, shape.get("max").intValue() + 1),
                    found,
                    "must have",
                    shape.get("max").asText());
        }
        for (Variation variation : of(item)) {
            ArrayNode whole = list(item, shape.path("min").asInt(0) - 1).insert(0, variation.value());
            found.add(variation.inside("[0]", whole));
        }
    }

    private ArrayNode list(String item, int size) {
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < size; i++) {
            list.add(model.smallest(item));
        }
        return list;
    }

    private void ofMap(JsonNode shape, List<Variation> found) {
        JsonNode keyShape = model.shape(shape.get("key").textValue());
        broken(JSON.arrayNode(), found, "must be a map");
        String[] size = {"must have", "entries"};
        if (shape.path("min").asInt(0) > 0) {
            broken(JSON.objectNode(), found, size);
            kept(model.entries(shape, shape.get("min").intValue()), found, size);
        }
        if (shape.has("max")) {
            kept(model.entries(shape, shape.get("max").intValue()), found, size);
            broken(
                    model.entries(shape, shape.get("max").intValue() + 1),
                    found,
                    "must have",
                    shape.get("max").asText());
        }
        for (Variation variation : of(shape.get("key").textValue())) {
            if (variation.value().isTextual()) { // a name is nothing else
                JsonNode whole = JSON.objectNode()
                        .set(
                                variation.value().textValue(),
                                model.smallest(shape.get("value").textValue()));
                found.add(variation.inside("[key]", whole));
            }
        }
        String key = WireModel.text(keyShape, WireModel.shortest(keyShape));
        found.add(new Variation(JSON.objectNode().putNull(key), "[value]", List.of("must not be null"), false));
        for (Variation variation : of(shape.get("value").textValue())) {
            found.add(variation.inside("[value]", JSON.objectNode().set(key, variation.value())));
        }
    }

    /** Each member varied within the smallest structure, and each required one left out. */
    private void ofStructure(JsonNode shape, List<Variation> found) {
        broken(JSON.arrayNode(), found, "must be a JSON object");
        shape.path("members").properties().forEach(entry -> found.addAll(ofMember(shape, entry.getKey())));
    }

    List<Variation> ofMember(JsonNode structure, String name) {
        List<Variation> found = new ArrayList<>();
        ObjectNode smallest = JSON.objectNode();
        structure
                .path("required")
                .forEach(required -> smallest.set(
                        required.textValue(),
                        model.smallest(structure
                                .at("/members/" + required.textValue() + "/shape")
                                .textValue())));
        if (smallest.has(name)) {
            ObjectNode without = smallest.deepCopy();
            without.remove(name);
            found.add(new Variation(without, name, List.of("is required"), false));
        }
        for (Variation variation :
                of(structure.at("/members/" + name + "/shape").textValue())) {
            found.add(variation.inside(name, smallest.deepCopy().set(name, variation.value())));
        }
        return found;
    }
}
