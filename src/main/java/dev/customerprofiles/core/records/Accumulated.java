package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A record over its versions: a function of the set of versions seen, whatever their order and however often each came. It
 * holds the newest version and, of what that does not carry, the newest value at each path. An empty value never blanks one.
 */
public final class Accumulated {

    /** How many paths are remembered, newest first: bounds records whose member names are made up anew each time. */
    static final int MOST_PATHS = 5_000;

    private static final Comparator<Map.Entry<String, Leaf>> NEWEST_FIRST = Comparator.comparing(
                    (Map.Entry<String, Leaf> entry) -> entry.getValue().version())
            .reversed()
            .thenComparing(Map.Entry.comparingByKey());

    private static final Comparator<Accumulated> ORDER =
            Comparator.comparing(Accumulated::version).thenComparing((Accumulated record) -> record.text);

    private final ObjectNode raw;
    private final String text;
    private final Version version;
    private final Map<String, Leaf> older;
    private volatile Joined joined;
    private volatile Mapped mapped;

    /** What a mapping makes of the record. */
    private record Mapped(Mapping by, Contribution contribution) {}

    private Accumulated(ObjectNode raw, String text, Version version, Map<String, Leaf> older) {
        this.raw = Objects.requireNonNull(raw, "raw");
        this.text = text;
        this.version = Objects.requireNonNull(version, "version");
        this.older = Collections.unmodifiableMap(older);
    }

    /** A record of which one version is known. The tree is not copied and must not change. */
    public static Accumulated first(ObjectNode raw, Version version) {
        return new Accumulated(raw, RecordJson.text(raw), version, Map.of());
    }

    /** How long the newest version is, as JSON. */
    public int characters() {
        return text.length();
    }

    /** This record with one more version, which may be older than what is known, or known already. */
    public Accumulated with(ObjectNode raw, Version version) {
        return with(first(raw, version));
    }

    /** This record with the versions of another, any of which may be older than what is known, or known already. */
    public Accumulated with(Accumulated other) {
        boolean newer = ORDER.compare(other, this) > 0;
        return newer ? join(other, this) : join(this, other);
    }

    // the greatest leaf at each path is what is kept, and the greatest of greatest does not depend on the order of
    // asking
    private static Accumulated join(Accumulated newer, Accumulated older) {
        Map<String, Leaf> own = Leaves.of(newer.raw, newer.version);
        Map<String, Leaf> all = new TreeMap<>(own);
        newer.older.forEach((path, leaf) -> all.merge(path, leaf, Accumulated::greater));
        Leaves.of(older.raw, older.version).forEach((path, leaf) -> all.merge(path, leaf, Accumulated::greater));
        older.older.forEach((path, leaf) -> all.merge(path, leaf, Accumulated::greater));
        if (all.size() > MOST_PATHS) {
            Set<String> kept = all.entrySet().stream()
                    .sorted(NEWEST_FIRST)
                    .limit(MOST_PATHS)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            all.keySet().retainAll(kept);
        }
        all.entrySet().removeIf(entry -> entry.getValue().equals(own.get(entry.getKey())));
        // with it stays what has been worked out of it
        return all.equals(newer.older) ? newer : new Accumulated(newer.raw, newer.text, newer.version, all);
    }

    private static Leaf greater(Leaf one, Leaf other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The newest version of the record as the source sent it. Must not be changed. */
    public ObjectNode raw() {
        return raw;
    }

    /** Which version {@link #raw} is. */
    public Version version() {
        return version;
    }

    /** All that is known of the record: every path with its newest value, without empty ones. Must not be changed. */
    public ObjectNode effective() {
        return joined().effective;
    }

    /**
     * Source time of the value at a path of {@link #effective}.
     *
     * @param path JSON pointer to a leaf; a list is one leaf
     */
    public Optional<Instant> at(String path) {
        boolean leaf = Leaves.of(effective(), version).containsKey(path);
        return leaf ? Optional.of(times().apply(path)) : Optional.empty();
    }

    /** The same for paths that are known to lead to a leaf. */
    Function<String, Instant> times() {
        return joined().times;
    }

    /** What this mapping makes of the record; worked out once for the one that asks first. */
    Contribution mapped(Mapping by, Function<Accumulated, Contribution> map) {
        Mapped known = mapped;
        if (known == null) {
            known = new Mapped(by, map.apply(this));
            mapped = known;
        }
        return known.by == by ? known.contribution : map.apply(this);
    }

    private Joined joined() {
        Joined known = joined;
        if (known == null) {
            known = Joined.of(this);
            joined = known;
        }
        return known;
    }

    /** Writes the members {@code raw}, {@code at}, {@code by} and, unless empty, {@code older}; values in it are JSON texts. */
    public ObjectNode toJson(ObjectNode into) {
        into.put("raw", text);
        into.put("at", version.at().toEpochMilli());
        into.put("by", version.by());
        into.remove("older");
        if (!older.isEmpty()) {
            ArrayNode list = into.putArray("older");
            older.forEach((path, leaf) -> list.addObject()
                    .put("path", path)
                    .put("value", leaf.json())
                    .put("at", leaf.version().at().toEpochMilli())
                    .put("by", leaf.version().by()));
        }
        return into;
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it was something else that wrote it
     */
    public static Accumulated fromJson(ObjectNode stored) {
        String text = stored.path("raw").asText();
        ObjectNode raw = RecordJson.object(text)
                .orElseThrow(() -> new IllegalArgumentException("the stored record is not a JSON object"));
        Map<String, Leaf> older = new TreeMap<>();
        for (JsonNode leaf : stored.path("older")) {
            older.put(
                    leaf.path("path").asText(),
                    new Leaf(RecordJson.read(leaf.path("value").asText()), storedVersion(leaf)));
        }
        return new Accumulated(raw, text, storedVersion(stored), older);
    }

    private static Version storedVersion(JsonNode stored) {
        return new Version(
                Instant.ofEpochMilli(stored.path("at").asLong()),
                stored.path("by").asText());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Accumulated that
                && version.equals(that.version)
                && text.equals(that.text)
                && older.equals(that.older);
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, text);
    }

    @Override
    public String toString() {
        return "Accumulated[at=" + version.at() + ", older=" + older.size() + "]";
    }

    /** The record put together from its leaves, newest first; a leaf that would have to stand in the place of a newer one waits. */
    private record Joined(ObjectNode effective, Function<String, Instant> times) {

        static Joined of(Accumulated record) {
            Instant at = record.version.at();
            return record.older.isEmpty() ? new Joined(Leaves.withoutEmpty(record.raw), path -> at) : ofSeveral(record);
        }

        private static Joined ofSeveral(Accumulated record) {
            Map<String, Leaf> all = new TreeMap<>(Leaves.of(record.raw, record.version));
            record.older.forEach((path, leaf) -> all.merge(path, leaf, Accumulated::greater));
            List<Map.Entry<String, Leaf>> entries = new ArrayList<>(all.entrySet());
            entries.sort(NEWEST_FIRST);
            Map<String, Instant> placed = new TreeMap<>();
            Set<String> objects = new HashSet<>();
            for (Map.Entry<String, Leaf> entry : entries) {
                String path = entry.getKey();
                if (!objects.contains(path) && parents(path).stream().noneMatch(placed::containsKey)) {
                    placed.put(path, entry.getValue().version().at());
                    objects.addAll(parents(path));
                }
            }
            ObjectNode effective = record.raw.objectNode();
            placed.keySet().forEach(path -> put(effective, path, all.get(path).value()));
            return new Joined(effective, placed::get);
        }

        private static List<String> parents(String path) {
            List<String> parents = new ArrayList<>();
            for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
                parents.add(path.substring(0, slash));
            }
            return parents;
        }

        private static void put(ObjectNode root, String path, JsonNode value) {
            String[] names = path.substring(1).split("/", -1);
            ObjectNode object = root;
            for (int i = 0; i < names.length - 1; i++) {
                String name = unescaped(names[i]);
                object = object.get(name) instanceof ObjectNode known ? known : object.putObject(name);
            }
            object.set(unescaped(names[names.length - 1]), value);
        }

        private static String unescaped(String name) {
            return name.replace("~1", "/").replace("~0", "~");
        }
    }
}
