package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/**
 * The one value of each field that a profile shows. A function of what the sources say and what people edited, not of the
 * order in which they said it.
 */
public final class GoldenRecord {

    private static final String ATTRIBUTES = "Attributes";

    private GoldenRecord() {}

    /** Why a value is the one that shows. */
    public enum Because {
        ONLY_SOURCE("only-source"),
        SOURCE_PRIORITY("source-priority"),
        NEWEST("newest"),
        TYPE_NAME("type-name"),
        EDITED("edited");

        private final String code;

        Because(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * One candidate for a field.
     *
     * @param type object type, null for an edit
     */
    public record Candidate(String type, String origin, Integer priority, Said said) {

        private static final Comparator<Candidate> STRONGEST_FIRST = Comparator.comparing(
                        Candidate::priority, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(c -> -c.said().at())
                .thenComparing(Candidate::type)
                .thenComparing(Candidate::origin)
                .thenComparing(c -> c.said().record())
                .thenComparing(c -> c.said().v().toString());
    }

    /** The winner of a field, why it won, and what the others say, strongest first. */
    public record Decision(Candidate winner, Because because, List<Candidate> others) {}

    /**
     * Decides every field.
     *
     * @param priority SourcePriority of an object type, 1 the strongest, null where it has none
     */
    public static SortedMap<String, Decision> decide(
            List<Source> sources, Map<String, Edit> edits, Function<String, Integer> priority) {
        SortedMap<String, List<Candidate>> candidates = new TreeMap<>();
        for (Source source : sources) {
            Integer rank = priority.apply(source.type());
            source.fields().forEach((field, said) -> candidates
                    .computeIfAbsent(field, f -> new ArrayList<>())
                    .add(new Candidate(source.type(), source.origin(), rank, said)));
        }
        edits.keySet().forEach(field -> candidates.computeIfAbsent(field, f -> new ArrayList<>()));
        SortedMap<String, Decision> decisions = new TreeMap<>();
        candidates.forEach((field, all) -> {
            all.sort(Candidate.STRONGEST_FIRST);
            Decision decision = decide(all, edits.get(field));
            if (decision != null) {
                decisions.put(field, decision);
            }
        });
        return decisions;
    }

    /** The golden record as the API serves it, without the profile's id. */
    public static ObjectNode of(SortedMap<String, Decision> decisions) {
        ObjectNode golden = Json.object();
        decisions.forEach((field, decision) -> {
            JsonNode value = decision.winner().said().v();
            if (field.startsWith(ATTRIBUTES + '.')) {
                golden.withObjectProperty(ATTRIBUTES).set(field.substring(ATTRIBUTES.length() + 1), value);
            } else {
                golden.set(field, value);
            }
        });
        return golden;
    }

    private static Decision decide(List<Candidate> all, Edit edit) {
        if (edit == null) {
            return new Decision(all.get(0), because(all), all.subList(1, all.size()));
        }
        if (edit.clears()) {
            List<Candidate> newer =
                    all.stream().filter(c -> c.said().at() > edit.at()).toList();
            return newer.isEmpty() ? null : new Decision(newer.get(0), because(newer), without(all, newer.get(0)));
        }
        return all.stream()
                .filter(c -> c.priority() != null && c.said().at() > edit.at())
                .findFirst()
                .map(c -> new Decision(c, Because.SOURCE_PRIORITY, without(all, c)))
                .orElseGet(() -> new Decision(
                        new Candidate(null, null, null, new Said(edit.v(), edit.at(), null)), Because.EDITED, all));
    }

    private static Because because(List<Candidate> sorted) {
        if (sorted.size() == 1) {
            return Because.ONLY_SOURCE;
        }
        Candidate first = sorted.get(0);
        Candidate second = sorted.get(1);
        if (first.priority() != null && !first.priority().equals(second.priority())) {
            return Because.SOURCE_PRIORITY;
        }
        return first.said().at() > second.said().at() ? Because.NEWEST : Because.TYPE_NAME;
    }

    private static List<Candidate> without(List<Candidate> all, Candidate winner) {
        return all.stream().filter(c -> c != winner).toList();
    }
}
