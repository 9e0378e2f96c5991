package dev.customerprofiles.doors.rest.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** Compiles the shapes of the contract into rules, each once. */
final class Shapes {

    private final List<JsonNode> tables;
    private final Map<String, Rule> compiled = new HashMap<>();

    Shapes(List<JsonNode> tables) {
        this.tables = tables;
    }

    Operation operation(String name, JsonNode facts) {
        Map<String, Rule> path = new LinkedHashMap<>();
        List<Operation.QueryMember> query = new ArrayList<>();
        Rule.Members body = new Rule.Members();
        JsonNode input = facts.has("input") ? shape(facts.get("input").textValue()) : facts;
        Set<String> required = texts(input.path("required"));
        input.path("members").properties().forEach(entry -> {
            JsonNode member = entry.getValue();
            Rule rule = rule(member.get("shape").textValue());
            boolean needed = required.contains(entry.getKey());
            String wireName = member.path("as").asText();
            switch (member.path("in").asText()) {
                case "path" -> path.put(wireName, rule);
                case "query" -> query.add(new Operation.QueryMember(entry.getKey(), wireName, needed, rule));
                default -> body.add(entry.getKey(), needed, rule);
            }
        });
        return new Operation(
                name,
                facts.get("method").textValue(),
                facts.get("uri").textValue(),
                path,
                query,
                body.members().isEmpty() ? null : body);
    }

    private Rule rule(String name) {
        Rule known = compiled.get(name);
        if (known != null) {
            return known;
        }
        JsonNode facts = shape(name);
        if (facts.get("type").textValue().equals("structure")) {
            Rule.Members members = new Rule.Members();
            compiled.put(name, members); // before its members, which may be of the same shape again
            Set<String> required = texts(facts.path("required"));
            facts.path("members")
                    .properties()
                    .forEach(entry -> members.add(
                            entry.getKey(),
                            required.contains(entry.getKey()),
                            rule(entry.getValue().get("shape").textValue())));
            return members;
        }
        Rule rule = simple(facts);
        compiled.put(name, rule);
        return rule;
    }

    private Rule simple(JsonNode facts) {
        long min = facts.path("min").asLong(0);
        long max = facts.path("max").asLong(Long.MAX_VALUE);
        String type = facts.get("type").textValue();
        return switch (type) {
            case "string" ->
                new Rule.Text(min, max, pattern(facts), facts.has("enum") ? texts(facts.get("enum")) : null);
            case "integer" -> whole(facts, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long" -> whole(facts, Long.MIN_VALUE, Long.MAX_VALUE);
            case "double", "float" ->
                new Rule.Decimal(
                        facts.path("min").asDouble(-Double.MAX_VALUE),
                        facts.path("max").asDouble(Double.MAX_VALUE));
            case "boolean" -> new Rule.Flag();
            case "timestamp" -> new Rule.Time();
            case "list" -> new Rule.Items(min, max, rule(facts.get("member").textValue()));
            case "map" ->
                new Rule.Entries(
                        min,
                        max,
                        rule(facts.get("key").textValue()),
                        rule(facts.get("value").textValue()));
            default -> throw new IllegalStateException("the contract has a shape of unknown type " + type);
        };
    }

    private static Rule whole(JsonNode facts, long smallest, long greatest) {
        return new Rule.Whole(
                facts.path("min").asLong(smallest), facts.path("max").asLong(greatest));
    }

    /**
     * A pattern is one for the whole value, also where the contract forgets to anchor it; one that is anchored at its start
     * only is meant as a prefix.
     */
    private static Pattern pattern(JsonNode facts) {
        if (!facts.has("pattern")) {
            return null;
        }
        String pattern = facts.get("pattern").textValue();
        boolean prefix = pattern.startsWith("^") && !pattern.endsWith("$");
        return Pattern.compile(prefix ? pattern + ".*" : pattern);
    }

    private JsonNode shape(String name) {
        return tables.stream()
                .filter(table -> table.has(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the contract has no shape " + name))
                .get(name);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(item -> texts.add(item.textValue()));
        return texts;
    }
}
