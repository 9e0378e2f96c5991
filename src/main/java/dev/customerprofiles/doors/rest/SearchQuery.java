package dev.customerprofiles.doors.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.doors.rest.dialect.ApiError;

/**
 * A search for profiles by keys. A condition holds where any of its values is the profile's.
 *
 * @param all whether every condition must hold, or any
 */
record SearchQuery(List<Condition> conditions, boolean all) {

    private static final int MOST_VALUES = 100;

    SearchQuery {
        conditions = List.copyOf(conditions);
        if (conditions.stream()
                        .mapToInt(condition -> condition.asGiven().size())
                        .sum()
                > MOST_VALUES) {
            throw ApiError.badRequest("Values must have at most " + MOST_VALUES + " items in all.");
        }
    }

    /** @param asGiven the values as the caller wrote them, by what is looked for */
    record Condition(String keyName, Map<Key, String> asGiven) {

        static Condition of(SearchKeys keys, String keyName, List<String> values) {
            Map<Key, String> asGiven = new LinkedHashMap<>();
            values.forEach(value -> keys.key(keyName, value).ifPresent(key -> asGiven.putIfAbsent(key, value)));
            return new Condition(keyName, asGiven);
        }

        private boolean holds(Set<Key> keys) {
            return asGiven.keySet().stream().anyMatch(keys::contains);
        }
    }

    /** The keys to look up. */
    List<Key> keys() {
        return conditions.stream()
                .flatMap(condition -> condition.asGiven().keySet().stream())
                .distinct()
                .toList();
    }

    /** Whether a profile with these of the keys is an answer. */
    boolean matches(Set<Key> keys) {
        return all
                ? conditions.stream().allMatch(condition -> condition.holds(keys))
                : conditions.stream().anyMatch(condition -> condition.holds(keys));
    }

    /** Why a profile with these keys was found, in the caller's own words. */
    ArrayNode foundBy(Set<Key> keys) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (Condition condition : conditions) {
            List<String> values = new ArrayList<>();
            condition.asGiven().forEach((key, given) -> {
                if (keys.contains(key)) {
                    values.add(given);
                }
            });
            if (!values.isEmpty()) {
                ArrayNode shown =
                        items.addObject().put("KeyName", condition.keyName()).putArray("Values");
                values.forEach(shown::add);
            }
        }
        return items;
    }
}
