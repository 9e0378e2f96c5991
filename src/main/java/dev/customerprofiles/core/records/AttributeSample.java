package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Normalisation;

/**
 * What some records of a type hold, by attribute. An attribute is named by the path to its value, as a mapping's source is
 * without {@code _source.}: {@code Agent.Username}. Each element of a list of plain values is a value of the list's attribute.
 */
public final class AttributeSample {

    private static final Pattern NOT_IN_SOURCES = Pattern.compile("[.\\[\\]{}]");
    private static final BinaryOperator<Instant> LATER = BinaryOperator.maxBy(Comparator.naturalOrder());

    private final Normalisation normalisation;
    private final SortedMap<String, List<Seen>> byName = new TreeMap<>();

    public AttributeSample(List<Accumulated> records, Normalisation normalisation) {
        this.normalisation = normalisation;
        for (Accumulated record : records) {
            Leaves.of(record.effective(), record.version()).forEach((pointer, leaf) -> {
                Instant at = record.times().apply(pointer);
                List<Seen> seen = byName.computeIfAbsent(name(pointer), unknown -> new ArrayList<>());
                texts(leaf.value()).forEach(text -> seen.add(new Seen(text, at)));
            });
        }
    }

    /**
     * A value of an attribute.
     *
     * @param at source time of the newest record that has it
     */
    public record Seen(String value, Instant at) {}

    /** The attributes with a plain value, and when each was last said; ascending by name. */
    public SortedMap<String, Instant> names() {
        SortedMap<String, Instant> names = new TreeMap<>();
        byName.forEach((name, seen) -> seen.stream().map(Seen::at).reduce(LATER).ifPresent(at -> names.put(name, at)));
        return names;
    }

    /** The different values of an attribute, the newest first. */
    public List<Seen> values(String name) {
        Map<String, Instant> latest = new TreeMap<>();
        byName.getOrDefault(name, List.of()).forEach(seen -> latest.merge(seen.value(), seen.at(), LATER));
        return latest.entrySet().stream()
                .map(entry -> new Seen(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Seen::at).reversed().thenComparing(Seen::value))
                .toList();
    }

    /** The values of an attribute that are numbers, each as often as a record has it. */
    public double[] numbers(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .flatMap(seen -> normalisation.normalise(ContentType.NUMBER, seen.value()).stream())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /**
     * The plain values of one record by the names of their attributes, in the record's order; without lists, and without members
     * that no source can name.
     */
    static Map<String, String> plain(ObjectNode record) {
        Map<String, String> plain = new LinkedHashMap<>();
        collect(record, "", plain);
        return Collections.unmodifiableMap(plain);
    }

    private static void collect(ObjectNode object, String prefix, Map<String, String> into) {
        object.properties().forEach(member -> {
            String name = prefix + member.getKey();
            if (name.length() > RecordJson.LONGEST_PATH
                    || member.getKey().isBlank()
                    || NOT_IN_SOURCES.matcher(member.getKey()).find()) {
                return;
            }
            if (member.getValue() instanceof ObjectNode nested) {
                collect(nested, name + '.', into);
            } else if (member.getValue().isValueNode() && !Leaves.isEmpty(member.getValue())) {
                into.put(name, member.getValue().asText());
            }
        });
    }

    private static Stream<String> texts(JsonNode leaf) {
        Stream<JsonNode> nodes = leaf.isArray() ? StreamSupport.stream(leaf.spliterator(), false) : Stream.of(leaf);
        return nodes.filter(JsonNode::isValueNode)
                .filter(node -> !Leaves.isEmpty(node))
                .map(JsonNode::asText);
    }

    private static String name(String pointer) {
        return pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
    }
}
