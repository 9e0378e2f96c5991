package dev.customerprofiles.doors.rest.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** What the wire contract demands of one value, compiled once. */
sealed interface Rule {

    /** @return the first violation, or null */
    Violation check(JsonNode value);

    /** What the contract knows of a value that keeps this rule: unknown members and nulls are left out. */
    default JsonNode known(JsonNode value) {
        return value;
    }

    /** @param pattern null for any; @param allowed null for any */
    record Text(long min, long max, Pattern pattern, Set<String> allowed) implements Rule {

        @Override
        public Violation check(JsonNode value) {
            if (!value.isTextual()) {
                return Violation.of("must be a string");
            }
            String text = value.textValue();
            int length = text.codePointCount(0, text.length());
            if (length < min || length > max) {
                return Violation.of("must have " + Bounds.describe(min, max) + " characters");
            }
            if (allowed != null && !allowed.contains(text)) {
                return Violation.of("must be one of " + String.join(", ", allowed));
            }
            if (pattern != null && !pattern.matcher(text).matches()) {
                return Violation.of("must match " + pattern.pattern());
            }
            return null;
        }
    }

    /** A 32 or 64 bit integer. */
    record Whole(long min, long max) implements Rule {

        @Override
        public Violation check(JsonNode value) {
            if (!value.isIntegralNumber()) {
                return Violation.of("must be an integer");
            }
            if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
                return Violation.of("must be " + Bounds.describe(min, max));
            }
            return null;
        }
    }

    record Decimal(double min, double max) implements Rule {

        @Override
        public Violation check(JsonNode value) {
            if (!value.isNumber()) {
                return Violation.of("must be a number");
            }
            if (value.doubleValue() < min || value.doubleValue() > max) {
                return Violation.of("must be from " + min + " to " + max);
            }
            return null;
        }
    }

    record Flag() implements Rule {

        @Override
        public Violation check(JsonNode value) {
            return value.isBoolean() ? null : Violation.of("must be true or false");
        }
    }

    record Time() implements Rule {

        @Override
        public Violation check(JsonNode value) {
            return value.isNumber() ? null : Violation.of("must be a number of seconds since 1970");
        }
    }

    record Items(long min, long max, Rule item) implements Rule {

        @Override
        public Violation check(JsonNode value) {
            if (!value.isArray()) {
                return Violation.of("must be a list");
            }
            if (value.size() < min || value.size() > max) {
                return Violation.of("must have " + Bounds.describe(min, max) + " items");
            }
            for (int i = 0; i < value.size(); i++) {
                Violation violation =
                        value.get(i).isNull() ? Violation.of("must not be null") : item.check(value.get(i));
                if (violation != null) {
                    return violation.inside("[" + i + "]");
                }
            }
            return null;
        }

        @Override
        public JsonNode known(JsonNode value) {
            ArrayNode known = JsonNodeFactory.instance.arrayNode(value.size());
            value.forEach(each -> known.add(item.known(each)));
            return known;
        }
    }

    /** A map; its keys are the caller's own, so that a violation names none. */
    record Entries(long min, long max, Rule key, Rule item) implements Rule {

        @Override
        public Violation check(JsonNode value) {
            if (!value.isObject()) {
                return Violation.of("must be a map");
            }
            if (value.size() < min || value.size() > max) {
                return Violation.of("must have " + Bounds.describe(min, max) + " entries");
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                Violation violation = key.check(TextNode.valueOf(entry.getKey()));
                if (violation != null) {
                    return violation.inside("[key]");
                }
                violation = entry.getValue().isNull() ? Violation.of("must not be null") : item.check(entry.getValue());
                if (violation != null) {
                    return violation.inside("[value]");
                }
            }
            return null;
        }

        @Override
        public JsonNode known(JsonNode value) {
            ObjectNode known = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(entry -> known.set(entry.getKey(), item.known(entry.getValue())));
            return known;
        }
    }

    /** Members that nobody knows are ignored, and null counts as absent. The members may refer back to the structure itself. */
    record Members(Map<String, Member> members) implements Rule {

        Members() {
            this(new LinkedHashMap<>());
        }

        void add(String name, boolean required, Rule rule) {
            members.put(name, new Member(required, rule));
        }

        @Override
        public Violation check(JsonNode value) {
            if (!value.isObject()) {
                return Violation.of("must be a JSON object");
            }
            for (Map.Entry<String, Member> entry : members.entrySet()) {
                JsonNode found = value.get(entry.getKey());
                Violation violation = null;
                if (found != null && !found.isNull()) {
                    violation = entry.getValue().rule().check(found);
                } else if (entry.getValue().required()) {
                    violation = Violation.of("is required");
                }
                if (violation != null) {
                    return violation.inside(entry.getKey());
                }
            }
            return null;
        }

        @Override
        public JsonNode known(JsonNode value) {
            ObjectNode known = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> {
                if (value.hasNonNull(name)) {
                    known.set(name, member.rule().known(value.get(name)));
                }
            });
            return known;
        }

        // A structure may contain itself: identity is all that equality can mean here.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return "Members" + members.keySet();
        }
    }

    record Member(boolean required, Rule rule) {}
}
