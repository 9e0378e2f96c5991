package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Puts the values of one record where they belong; of several for one target the first counts. */
final class ContributionBuilder {

    private static final int MOST_ATTRIBUTES_AT_ONCE = 100;
    private static final int LONGEST_ATTRIBUTE_NAME = 255;

    private final Map<String, Value> fields = new LinkedHashMap<>();
    private final ObjectNode item = JsonNodeFactory.instance.objectNode();
    private final Map<String, Instant> lists = new HashMap<>();

    void put(Target target, String text, Instant at) {
        target.accept(text).ifPresent(value -> {
            if (target.isProfile()) {
                putInProfile(target.path(), value, at);
            } else {
                putInItem(item, target.path(), value);
            }
        });
    }

    /** All members of an object as attributes. */
    void putAttributes(Target target, Map<String, String> texts, Instant at) {
        texts.entrySet().stream()
                .filter(entry -> !entry.getKey().isBlank() && entry.getKey().length() <= LONGEST_ATTRIBUTE_NAME)
                .limit(MOST_ATTRIBUTES_AT_ONCE)
                .forEach(entry -> put(
                        new Target(target.object(), List.of(Target.ATTRIBUTES, entry.getKey())), entry.getValue(), at));
    }

    /** One value of each element of a list; of several lists for one target the newest counts. */
    void putElements(Target target, List<Optional<String>> texts, Instant at) {
        String each = target.path().get(0);
        String name = each.substring(0, each.length() - Target.EACH.length());
        Instant known = lists.get(name);
        if (texts.isEmpty() || known != null && at.isBefore(known)) {
            return;
        }
        if (known != null && at.isAfter(known)) {
            item.remove(name);
        }
        lists.put(name, at);
        ArrayNode list = item.withArray(name);
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode element = i < list.size() ? (ObjectNode) list.get(i) : list.addObject();
            String member = target.path().get(1);
            texts.get(i).flatMap(target::accept).ifPresent(value -> putInItem(element, List.of(member), value));
        }
    }

    private void putInProfile(List<String> path, String text, Instant at) {
        String first = path.get(0);
        if (path.size() == 1) {
            fields.putIfAbsent(first, new Value(TextNode.valueOf(text), at));
        } else if (first.equals(Target.ATTRIBUTES)) {
            fields.putIfAbsent(first + '.' + path.get(1), new Value(TextNode.valueOf(text), at));
        } else {
            Value known = fields.get(first);
            ObjectNode address = known == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) known.value();
            if (!address.has(path.get(1))) {
                address.put(path.get(1), text);
                fields.put(first, new Value(address, known == null || at.isAfter(known.at()) ? at : known.at()));
            }
        }
    }

    private static void putInItem(ObjectNode into, List<String> path, String text) {
        ObjectNode object = into;
        for (String name : path.subList(0, path.size() - 1)) {
            JsonNode nested = object.get(name);
            object = nested instanceof ObjectNode known ? known : object.putObject(name);
        }
        String name = path.get(path.size() - 1);
        if (!object.has(name)) {
            object.put(name, text);
        }
    }

    Map<String, Value> fields() {
        return fields;
    }

    ObjectNode item() {
        return item;
    }
}
