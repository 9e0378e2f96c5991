package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.AbstractList;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.jknack.handlebars.Context;

/**
 * One reading of one record, by one thread: notes the source times of the values that were used, and bounds what a template
 * may take. Templates see nothing but its three kinds of values.
 */
final class Reading {

    private static final int MOST_STEPS = 20_000;
    private static final int MOST_CHARACTERS = 1_000_000;
    /** A record has many fields, and each may have a template. */
    private static final int MOST_STEPS_OF_ALL = 25 * MOST_STEPS;

    private static final int MOST_CHARACTERS_OF_ALL = 25 * MOST_CHARACTERS;
    /** An object with more members is no record but a map, whose names are data. */
    private static final int MOST_MEMBERS_COMPARED = 1_000;

    private final ObjectNode tree;
    private final Function<String, Instant> times;
    private final Instant recordTime;

    /** The names of an object's members, by what they are in any case. */
    private final Map<ObjectNode, Map<String, List<String>>> names = new IdentityHashMap<>();

    private Context context;
    private Instant newest;
    private int steps;
    private int characters;
    private int stepsOfAll;
    private int charactersOfAll;

    private Reading(ObjectNode tree, Function<String, Instant> times, Instant recordTime) {
        this.tree = tree;
        this.times = times;
        this.recordTime = recordTime;
    }

    static Reading of(Accumulated record) {
        return new Reading(record.effective(), record.times(), record.version().at());
    }

    /** Where times do not matter. */
    static Reading of(ObjectNode raw) {
        return new Reading(raw, path -> null, Instant.EPOCH);
    }

    /** Starts the next value. */
    void begin() {
        newest = null;
        steps = 0;
        characters = 0;
    }

    /** Newest source time among what was used since {@link #begin}; of the record, where a value uses nothing of it. */
    Instant at() {
        return newest == null ? recordTime : newest;
    }

    private void used(Instant at) {
        if (at != null && (newest == null || at.isAfter(newest))) {
            newest = at;
        }
    }

    void step() {
        if (++steps > MOST_STEPS || ++stepsOfAll > MOST_STEPS_OF_ALL) {
            throw new Exhausted();
        }
    }

    /** Counts what is read of the record and what is written of a value. */
    void count(int more) {
        characters += more;
        charactersOfAll += more;
        if (characters > MOST_CHARACTERS || charactersOfAll > MOST_CHARACTERS_OF_ALL) {
            throw new Exhausted();
        }
    }

    /** As templates see it. */
    Context context() {
        if (context == null) {
            context = TemplateLanguage.context(this);
        }
        return context;
    }

    Members root() {
        return new Members(this, List.of(new Place(tree, "", null, Set.of())));
    }

    private Object view(JsonNode node, String path, Instant listAt) {
        step();
        if (node == null || Leaves.isEmpty(node)) {
            return null;
        }
        if (node instanceof ObjectNode object) {
            return new Members(this, List.of(new Place(object, path, listAt, Set.of())));
        }
        Instant at = listAt == null ? times.apply(path) : listAt;
        if (node instanceof ArrayNode array) {
            return new Items(this, array, path, at);
        }
        return Texts.of(node)
                .<Object>map(text -> new Scalar(this, text, node, at))
                .orElse(null);
    }

    /**
     * The names that an object has for a member: exactly that, and those that differ in case alone, as another version of the
     * record may have written it; none where there are only several of these.
     */
    private List<String> namesIn(ObjectNode object, String name) {
        if (object.size() > MOST_MEMBERS_COMPARED) {
            return object.has(name) ? List.of(name) : List.of();
        }
        List<String> alike = names.computeIfAbsent(object, Reading::namesOf).getOrDefault(name, List.of());
        if (alike.size() < 2) {
            return alike;
        }
        if (!object.has(name)) {
            return List.of();
        }
        List<String> exactFirst = new ArrayList<>(alike);
        exactFirst.remove(name);
        exactFirst.add(0, name);
        return exactFirst;
    }

    private static Map<String, List<String>> namesOf(ObjectNode object) {
        Map<String, List<String>> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object.fieldNames().forEachRemaining(name -> names.merge(name, List.of(name), Reading::both));
        return names;
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** A template that took more than it may. */
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("the template takes too much", null, false, false);
        }
    }

    /** A text, number or boolean that is not empty; counts as used once its text is taken. */
    record Scalar(Reading reading, String text, JsonNode node, Instant at) {

        String use() {
            reading.count(text.length());
            reading.used(at);
            return text;
        }

        boolean isTrue() {
            reading.used(at);
            return !(node.isBoolean() && !node.booleanValue())
                    && !(node.isNumber() && node.decimalValue().signum() == 0);
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** Of two values that mean the same, or null, the newer, or the first where that cannot be told; two objects become one. */
    static Object newer(Object one, Object other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (one instanceof Members first && other instanceof Members second) {
            return first.and(second);
        }
        Instant before = at(one);
        Instant after = at(other);
        return before != null && after != null && after.isAfter(before) ? other : one;
    }

    private static Instant at(Object value) {
        if (value instanceof Scalar scalar) {
            return scalar.at();
        }
        return value instanceof Items items ? items.at : null;
    }

    /** An object of the record, of which some members do not show. */
    record Place(ObjectNode node, String path, Instant listAt, Set<String> hidden) {

        private Object member(Reading reading, String name) {
            Object newest = null;
            for (String known : reading.namesIn(node, name)) {
                if (!hidden.contains(known)) {
                    newest = newer(newest, reading.view(node.get(known), Leaves.child(path, known), listAt));
                }
            }
            return newest;
        }
    }

    /** An object, or several that mean the same, where each member is the newest; as a text it is empty. */
    record Members(Reading reading, List<Place> places) {

        Object member(String name) {
            Object newest = null;
            for (Place place : places) {
                newest = newer(newest, place.member(reading, name));
            }
            return newest;
        }

        Members and(Members other) {
            return new Members(
                    reading,
                    Stream.concat(places.stream(), other.places.stream()).toList());
        }

        Members hiding(Set<String> names) {
            return new Members(
                    reading,
                    places.stream()
                            .map(place -> new Place(place.node, place.path, place.listAt, names))
                            .toList());
        }

        /** In an order that does not tell which version of the record came when. */
        Set<String> names() {
            Set<String> names = new TreeSet<>();
            places.forEach(place -> place.node.fieldNames().forEachRemaining(names::add));
            return names;
        }

        Set<Map.Entry<String, Object>> entries() {
            Set<Map.Entry<String, Object>> entries = new LinkedHashSet<>();
            for (String name : names()) {
                Object value = member(name);
                if (value != null) {
                    entries.add(new SimpleEntry<>(name, value));
                }
            }
            return entries;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** A list; as a text it is empty. */
    static final class Items extends AbstractList<Object> {

        private final Reading reading;
        private final ArrayNode node;
        private final String path;
        private final Instant at;

        private Items(Reading reading, ArrayNode node, String path, Instant at) {
            this.reading = reading;
            this.node = node;
            this.path = path;
            this.at = at;
        }

        /** This list, which counts as used. */
        void use() {
            reading.used(at);
        }

        @Override
        public Object get(int index) {
            return reading.view(node.get(index), path, at);
        }

        @Override
        public int size() {
            return node.size();
        }

        @Override
        public String toString() {
            return "";
        }
    }
}
