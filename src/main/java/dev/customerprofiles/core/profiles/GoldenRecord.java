package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        EDITED("edited"),
        MAIN_PROFILE("main-profile"),
        PREFERRED_SOURCE("preferred-source"),
        CHOSEN("chosen");

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
     * @param type   object type, null for an edit
     * @param origin id that the record was associated with
     * @param place  0 for those that come before all others, where profiles were merged by hand
     * @param preferred whether it is of the type that the domain prefers where a rule merged profiles
     */
    public record Candidate(String type, String origin, int place, boolean preferred, Integer priority, Said said) {

        private static final Comparator<Candidate> STRONGEST_FIRST = Comparator.comparingInt(Candidate::place)
                .thenComparing(c -> !c.preferred())
                .thenComparing(Candidate::priority, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(c -> -c.said().at())
                .thenComparing(Candidate::type)
                .thenComparing(Candidate::origin)
                .thenComparing(c -> c.said().record())
                .thenComparing(c -> c.said().v().toString());
    }

    /** The winner of a field, why it won, and what the others say, strongest first. */
    public record Decision(Candidate winner, Because because, List<Candidate> others) {}

    /** What a person set or cleared, as one of the profiles that became one has it. */
    private record ByHand(String origin, int place, Edit edit) {

        private static final Comparator<ByHand> STRONGEST_FIRST = Comparator.comparingInt(ByHand::place)
                .thenComparing(c -> -c.edit().at())
                .thenComparing(ByHand::origin);
    }

    /**
     * Decides every field of a profile that was never merged.
     *
     * @param priority SourcePriority of an object type, 1 the strongest, null where it has none
     */
    public static SortedMap<String, Decision> decide(
            List<Source> sources, Map<String, Edit> edits, Function<String, Integer> priority) {
        return decide(sources, Map.of("", edits), new Lineage(List.of()), priority);
    }

    /**
     * Decides every field of a profile, merged or not.
     *
     * @param priority SourcePriority of an object type, 1 the strongest, null where it has none
     */
    public static SortedMap<String, Decision> decide(Profile profile, Function<String, Integer> priority) {
        if (profile.origins().isEmpty()) {
            return decide(profile.sources(), profile.edits(), priority);
        }
        Map<String, Map<String, Edit>> edits = new TreeMap<>();
        profile.origins()
                .forEach(origin -> edits.put(origin.id(), origin.survives() ? profile.edits() : origin.edits()));
        return decide(profile.sources(), edits, new Lineage(profile.origins()), priority);
    }

    private static SortedMap<String, Decision> decide(
            List<Source> sources,
            Map<String, Map<String, Edit>> edits,
            Lineage lineage,
            Function<String, Integer> priority) {
        SortedMap<String, List<Candidate>> candidates = new TreeMap<>();
        for (Source source : sources) {
            Integer rank = priority.apply(source.type());
            int place = lineage.place(source.origin());
            boolean preferred = lineage.prefers(source.type());
            source.fields().forEach((field, said) -> candidates
                    .computeIfAbsent(field, f -> new ArrayList<>())
                    .add(new Candidate(source.type(), source.origin(), place, preferred, rank, said)));
        }
        Map<String, List<ByHand>> byHand = new TreeMap<>();
        edits.forEach((origin, ofOrigin) ->
                ofOrigin.forEach((field, edit) -> byHand.computeIfAbsent(field, f -> new ArrayList<>())
                        .add(new ByHand(origin, lineage.place(origin), edit))));
        byHand.keySet().forEach(field -> candidates.computeIfAbsent(field, f -> new ArrayList<>()));
        SortedMap<String, Decision> decisions = new TreeMap<>();
        candidates.forEach((field, all) -> {
            all.sort(Candidate.STRONGEST_FIRST);
            Decision decision = decide(all, byHand.getOrDefault(field, List.of()), lineage.counting(field));
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

    private static Decision decide(List<Candidate> all, List<ByHand> edits, Optional<Lineage.Counting> counting) {
        Decision decision = counting.isPresent() ? decide(all, edits, counting.get()) : decide(all, edits);
        if (decision == null) {
            return null;
        }
        boolean chosen = counting.isPresent() && decision.because() != Because.EDITED;
        return new Decision(
                decision.winner(),
                chosen ? Because.CHOSEN : decision.because(),
                all.stream().filter(c -> c != decision.winner()).toList());
    }

    private static Decision decide(List<Candidate> all, List<ByHand> edits, Lineage.Counting who) {
        return decide(
                all.stream().filter(c -> who.ids().contains(c.origin())).toList(),
                edits.stream()
                        .filter(e -> who.ids().contains(e.origin())
                                || (who.since() > 0 && e.edit().at() > who.since()))
                        .toList());
    }

    private static Decision decide(List<Candidate> all, List<ByHand> edits) {
        if (edits.isEmpty()) {
            return all.isEmpty() ? null : new Decision(all.get(0), because(all), all);
        }
        List<ByHand> clears = edits.stream().filter(e -> e.edit().clears()).toList();
        List<Candidate> visible = all.stream()
                .filter(c -> clears.stream()
                        .noneMatch(clear -> clear.place() <= c.place()
                                && clear.edit().at() >= c.said().at()))
                .toList();
        Optional<ByHand> edited = edits.stream()
                .filter(e -> !e.edit().clears())
                .filter(e -> clears.stream()
                        .noneMatch(clear -> clear.place() <= e.place()
                                && clear.edit().at() > e.edit().at()))
                .min(ByHand.STRONGEST_FIRST);
        if (edited.isEmpty()) {
            return visible.isEmpty() ? null : new Decision(visible.get(0), because(visible), visible);
        }
        ByHand by = edited.get();
        return visible.stream()
                .filter(c -> c.place() <= by.place()
                        && c.priority() != null
                        && c.said().at() > by.edit().at())
                .findFirst()
                .map(c -> new Decision(c, Because.SOURCE_PRIORITY, visible))
                .orElseGet(() -> new Decision(
                        new Candidate(
                                null,
                                by.origin(),
                                by.place(),
                                false,
                                null,
                                new Said(by.edit().v(), by.edit().at(), null)),
                        Because.EDITED,
                        visible));
    }

    private static Because because(List<Candidate> sorted) {
        if (sorted.size() == 1) {
            return Because.ONLY_SOURCE;
        }
        Candidate first = sorted.get(0);
        Candidate second = sorted.get(1);
        if (first.place() != second.place()) {
            return Because.MAIN_PROFILE;
        }
        if (first.preferred() && !second.preferred()) {
            return Because.PREFERRED_SOURCE;
        }
        if (first.priority() != null && !first.priority().equals(second.priority())) {
            return Because.SOURCE_PRIORITY;
        }
        return first.said().at() > second.said().at() ? Because.NEWEST : Because.TYPE_NAME;
    }
}
