package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/**
 * A record over its versions: the newest version, and from older ones what it does not carry itself. A function of the set
 * of versions: neither their order nor repetition matters.
 *
 * @param raw     the newest version
 * @param version of it
 * @param older   by JSON pointer, the newest value among the older versions of each leaf that the newest lacks or leaves empty
 */
public record Accumulated(ObjectNode raw, Version version, SortedMap<String, Leaf> older) {

    public Accumulated {
        older = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(older));
    }

    public static Accumulated first(ObjectNode raw, Version version) {
        return new Accumulated(raw, version, new TreeMap<>());
    }

    /** This record with one more version, newer or older. */
    public Accumulated with(ObjectNode other, Version otherVersion) {
        int order = otherVersion.compareTo(version);
        if (order == 0) {
            return this;
        }
        boolean newer = order > 0;
        ObjectNode head = newer ? other : raw;
        Map<String, JsonNode> carried = leaves(head);
        SortedMap<String, Leaf> rest = new TreeMap<>(older);
        leaves(newer ? raw : other)
                .forEach((path, value) -> rest.merge(
                        path,
                        new Leaf(value, newer ? version : otherVersion),
                        (one, two) -> one.version().compareTo(two.version()) >= 0 ? one : two));
        rest.keySet().removeAll(carried.keySet());
        return new Accumulated(head, newer ? otherVersion : version, rest);
    }

    /** All versions in one record; where an older value does not fit beside a newer one, the newer stays. */
    public Effective effective() {
        Map<String, Instant> times = new HashMap<>();
        if (older.isEmpty()) {
            return new Effective(raw, version.at(), times);
        }
        ObjectNode joined = raw.deepCopy();
        older.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, Leaf> e) -> e.getValue().version())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> {
                    if (insert(
                            joined,
                            JsonPointer.compile(e.getKey()),
                            e.getValue().value())) {
                        times.put(e.getKey(), e.getValue().version().at());
                    }
                });
        return new Effective(joined, version.at(), times);
    }

    /**
     * A joined record.
     *
     * @param at    source time of everything that is not in {@code times}
     * @param times source times of the leaves from older versions, by JSON pointer
     */
    public record Effective(ObjectNode record, Instant at, Map<String, Instant> times) {

        /** Source time of a leaf. */
        Instant timeOf(String pointer) {
            return times.getOrDefault(pointer, at);
        }
    }

    /** Writes the stored members of an object document. */
    public void toJson(ObjectNode into) {
        into.put("at", version.at().toEpochMilli()).put("by", version.by()).put("raw", raw.toString());
        if (!older.isEmpty()) {
            ArrayNode leaves = into.putArray("older");
            older.forEach((path, leaf) -> leaves.addObject()
                    .put("path", path)
                    .put("value", leaf.value().toString())
                    .put("at", leaf.version().at().toEpochMilli())
                    .put("by", leaf.version().by()));
        }
    }

    /** Reads the stored members of an object document. */
    public static Accumulated fromJson(ObjectNode body) {
        try {
            SortedMap<String, Leaf> older = new TreeMap<>();
            for (JsonNode leaf : body.path("older")) {
                older.put(
                        leaf.get("path").asText(),
                        new Leaf(Json.parse(leaf.get("value").asText()), version(leaf)));
            }
            return new Accumulated((ObjectNode) Json.parse(body.path("raw").asText()), version(body), older);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored record is not JSON");
        }
    }

    private static Version version(JsonNode node) {
        return new Version(
                Instant.ofEpochMilli(node.path("at").asLong()), node.path("by").asText());
    }

    /** Every value that is not an object and says something; a list is one value. */
    private static Map<String, JsonNode> leaves(ObjectNode record) {
        Map<String, JsonNode> leaves = new HashMap<>();
        collect(record, "", leaves);
        return leaves;
    }

    private static void collect(ObjectNode node, String path, Map<String, JsonNode> leaves) {
        node.properties().forEach(e -> {
            String at = path + '/' + e.getKey().replace("~", "~0").replace("/", "~1");
            if (e.getValue() instanceof ObjectNode child) {
                collect(child, at, leaves);
            } else if (!Scalars.empty(e.getValue())) {
                leaves.put(at, e.getValue());
            }
        });
    }

    private static boolean insert(ObjectNode root, JsonPointer path, JsonNode value) {
        List<JsonPointer> steps = new ArrayList<>();
        for (JsonPointer step = path; !step.matches(); step = step.tail()) {
            steps.add(step);
        }
        ObjectNode parent = root;
        for (JsonPointer step : steps.subList(0, steps.size() - 1)) {
            JsonNode child = parent.get(step.getMatchingProperty());
            if (child == null || child.isNull() || (child.isTextual() && Scalars.empty(child))) {
                parent = parent.putObject(step.getMatchingProperty());
            } else if (child instanceof ObjectNode object) {
                parent = object;
            } else {
                return false;
            }
        }
        String member = steps.get(steps.size() - 1).getMatchingProperty();
        if (!Scalars.empty(parent.path(member))
                || parent.path(member).isObject() && !parent.path(member).isEmpty()) {
            return false;
        }
        parent.set(member, value);
        return true;
    }
}
