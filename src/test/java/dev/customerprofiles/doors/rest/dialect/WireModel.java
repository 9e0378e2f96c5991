package dev.customerprofiles.doors.rest.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The tables of the wire contract, read as they are, and values made from them: the code that checks requests has no part in it. */
public final class WireModel {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** How a text that matches a pattern begins, and what it may go on with for as long as wanted. */
    private record Example(String beginning, char filler) {}

    private static final Map<String, Example> EXAMPLES = Map.ofEntries(
            Map.entry("\\S+", new Example("", 'a')),
            Map.entry(".*", new Example("", 'a')),
            Map.entry(".+", new Example("", 'a')),
            Map.entry("[\\w/!@#+=.-]+", new Example("", 'a')),
            Map.entry("[\\w!@#\\-.?,\\s]*", new Example("", 'a')),
            Map.entry("[a-zA-Z0-9][\\w!@#.-]+", new Example("aa", 'a')),
            Map.entry("^[a-zA-Z0-9_.-]+$", new Example("", 'a')),
            Map.entry("^[a-zA-Z][a-zA-Z0-9_]*$", new Example("", 'a')),
            Map.entry("(\\d+|\\$[a-z_]+)", new Example("", '1')),
            Map.entry("^([0-9]|0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$", new Example("", '0')),
            Map.entry("arn:aws:kms:.*:[0-9]+:.*", new Example("arn:aws:kms:eu-west-1:1:", 'a')),
            Map.entry("arn:aws:iam:.*:[0-9]+:.*", new Example("arn:aws:iam::1:", 'a')),
            Map.entry(".*arn:aws:iam:.*:[0-9]+:.*", new Example("arn:aws:iam::1:", 'a')),
            Map.entry("[A-Za-z0-9_]+", new Example("", 'a')),
            Map.entry("[a-zA-Z0-9_-]+", new Example("", 'a')),
            Map.entry("[a-zA-Z0-9_-]+/\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}Z", new Example("", 'a')),
            Map.entry("^arn:[a-z0-9]{1,10}:profile", new Example("arn:aws:profile", ':')),
            Map.entry("^(?!aws:)[a-zA-Z+-=._:/]+$", new Example("", 'a')),
            Map.entry("^[a-zA-Z_][a-zA-Z_0-9-\\s]*$", new Example("", 'a')),
            Map.entry("^[a-zA-Z0-9_-]+$", new Example("", 'a')),
            Map.entry("^[a-z0-9.-]+$", new Example("", 'a')),
            Map.entry("^[a-zA-Z_][a-zA-Z_0-9-]*$", new Example("", 'a')));

    /** Where the pattern itself says how long the text is. */
    private static final Map<String, Map<Integer, String>> WHOLE = Map.of(
            "[a-f0-9]{32}", Map.of(32, "0".repeat(32)),
            "^([0-9]|0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$", Map.of(4, "0:00", 5, "23:59"),
            "[a-zA-Z0-9_-]+/\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}Z", Map.of(22, "a/2026-01-01T00-00-00Z"));

    private final Map<String, JsonNode> operations = new TreeMap<>();
    private final Set<String> additions = new HashSet<>();
    private final Set<String> supported = new HashSet<>();
    private final List<JsonNode> shapes = new ArrayList<>();

    public WireModel() {
        JsonNode contract = load("operations.json");
        JsonNode ours = load("additions.json");
        for (JsonNode table : List.of(contract, ours)) {
            table.path("operations").properties().forEach(entry -> operations.put(entry.getKey(), entry.getValue()));
            shapes.add(table.path("shapes"));
        }
        ours.path("operations").fieldNames().forEachRemaining(additions::add);
        supported.addAll(additions);
        ours.path("supported").forEach(name -> supported.add(name.textValue()));
    }

    private static JsonNode load(String name) {
        try (InputStream table = WireModel.class.getResourceAsStream("/dialect/" + name)) {
            return new ObjectMapper().readTree(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all operations, ours too, in alphabetical order. */
    public List<String> operations() {
        return List.copyOf(operations.keySet());
    }

    /** The names of those that are served. */
    public List<String> supported() {
        return operations().stream().filter(supported::contains).toList();
    }

    public boolean isAddition(String operation) {
        return additions.contains(operation);
    }

    public String method(String operation) {
        return operations.get(operation).get("method").textValue();
    }

    public String uri(String operation) {
        return operations.get(operation).get("uri").textValue();
    }

    /** The structure that all members of an operation's request are in, wherever they are sent. */
    JsonNode input(String operation) {
        JsonNode facts = operations.get(operation);
        return facts.has("input") ? shape(facts.get("input").textValue()) : facts;
    }

    JsonNode shape(String name) {
        return shapes.stream()
                .filter(table -> table.has(name))
                .findFirst()
                .orElseThrow()
                .get(name);
    }

    /** The smallest request that keeps every rule: its required members, by the names of the contract. */
    public ObjectNode request(String operation) {
        return smallestOf(input(operation));
    }

    /** The smallest value of a member that a request need not have. */
    public JsonNode member(String operation, String name) {
        return smallest(input(operation).at("/members/" + name + "/shape").textValue());
    }

    /** The members that a request may have, by the names of the contract. */
    public List<String> members(String operation) {
        List<String> names = new ArrayList<>();
        input(operation).path("members").fieldNames().forEachRemaining(names::add);
        return names;
    }

    JsonNode smallest(String shapeName) {
        JsonNode shape = shape(shapeName);
        return switch (shape.get("type").textValue()) {
            case "string" ->
                JSON.textNode(text(shape, Math.max(shape.path("min").asInt(0), shortest(shape))));
            case "integer", "long" -> JSON.numberNode(shape.path("min").asLong(1));
            case "double" -> JSON.numberNode(shape.path("min").asDouble(0.5));
            case "boolean" -> JSON.booleanNode(false);
            case "timestamp" -> JSON.numberNode(1_700_000_000L);
            case "list" -> {
                var list = JSON.arrayNode();
                for (int i = 0; i < shape.path("min").asInt(0); i++) {
                    list.add(smallest(shape.get("member").textValue()));
                }
                yield list;
            }
            case "map" -> entries(shape, shape.path("min").asInt(0));
            default -> smallestOf(shape);
        };
    }

    /** The shapes that have a pattern, by name. */
    Map<String, JsonNode> patterned() {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode table : shapes) {
            table.properties().stream()
                    .filter(shape -> shape.getValue().has("pattern"))
                    .forEach(shape -> found.put(shape.getKey(), shape.getValue()));
        }
        return found;
    }

    /** A map with so many entries. */
    ObjectNode entries(JsonNode map, int size) {
        ObjectNode entries = JSON.objectNode();
        JsonNode key = shape(map.get("key").textValue());
        for (int length = shortest(key); entries.size() < size; length++) {
            if (key.has("enum")) {
                entries.set(
                        key.get("enum").get(entries.size()).textValue(),
                        smallest(map.get("value").textValue()));
            } else {
                entries.set(text(key, length), smallest(map.get("value").textValue()));
            }
        }
        return entries;
    }

    private ObjectNode smallestOf(JsonNode structure) {
        ObjectNode value = JSON.objectNode();
        structure
                .path("required")
                .forEach(name -> value.set(
                        name.textValue(),
                        smallest(structure
                                .at("/members/" + name.textValue() + "/shape")
                                .textValue())));
        return value;
    }

    /** The shortest text that is not empty. */
    static int shortest(JsonNode shape) {
        if (shape.has("enum")) {
            return 0;
        }
        String pattern = shape.path("pattern").asText("");
        int least = Math.max(1, shape.path("min").asInt(0));
        if (WHOLE.containsKey(pattern)) {
            return Math.max(
                    least,
                    WHOLE.get(pattern).keySet().stream().min(Integer::compare).orElseThrow());
        }
        return Math.max(
                least,
                EXAMPLES.getOrDefault(pattern, new Example("", 'a')).beginning().length());
    }

    /** A text of this length that matches; one that does not where the pattern allows no such length. */
    static String text(JsonNode shape, int length) {
        if (shape.has("enum")) {
            return shape.get("enum").get(0).textValue();
        }
        String pattern = shape.path("pattern").asText("");
        String whole = WHOLE.getOrDefault(pattern, Map.of()).get(length);
        if (whole != null) {
            return whole;
        }
        Example example = pattern.isEmpty() ? new Example("", 'a') : EXAMPLES.get(pattern);
        if (example == null) {
            return "0".repeat(length);
        }
        String beginning = example.beginning()
                .substring(0, Math.min(length, example.beginning().length()));
        return beginning + String.valueOf(example.filler()).repeat(length - beginning.length());
    }

    /** Whole, also where the contract does not anchor the pattern; one anchored at its start only is a prefix. */
    static boolean matches(JsonNode shape, String text) {
        if (!shape.has("pattern")) {
            return true;
        }
        String pattern = shape.get("pattern").textValue();
        var matcher = Pattern.compile(pattern).matcher(text);
        return pattern.startsWith("^") && !pattern.endsWith("$") ? matcher.lookingAt() : matcher.matches();
    }
}
