package dev.customerprofiles.core.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A batch in the making: what has been read for it, and what its decisions so far have written, each decision seeing the
 * ones before it.
 */
public final class Draft {

    private final Map<Ref, Optional<Document>> known = new HashMap<>();
    private final Map<Range, Range.Slice> slices = new HashMap<>();
    private final Map<Ref, ObjectNode> written = new LinkedHashMap<>();
    private final Set<Ref> asked = new HashSet<>();
    private final Map<Range, Integer> askedRanges = new HashMap<>();

    /** How many documents of each range were asked for most. */
    private final Map<Range, Integer> limits = new HashMap<>();

    /** The state for the next decision. */
    public View view() {
        return new View(this);
    }

    /** Lets a decision stand: those that follow see what it wrote. */
    public void accept(View view) {
        view.changes().forEach(change -> written.put(change.ref(), change.after()));
    }

    /** Takes back the writes of all decisions; what has been read stays. */
    public void restart() {
        written.clear();
    }

    /** What must be read before the decisions can be made. */
    public Set<Ref> asked() {
        return Set.copyOf(asked);
    }

    /** The ranges that must be read, with how many documents of each. */
    public Map<Range, Integer> askedRanges() {
        return Map.copyOf(askedRanges);
    }

    /** Takes in what was asked for; documents that are not found do not exist. */
    public void learn(Collection<Ref> refs, Map<Ref, Document> found) {
        refs.forEach(ref -> known.put(ref, Optional.ofNullable(found.get(ref))));
        asked.removeAll(refs);
    }

    public void learn(Range range, Range.Slice slice) {
        slices.put(range, slice);
        slice.documents().forEach(document -> known.putIfAbsent(document.ref(), Optional.of(document)));
        askedRanges.remove(range);
    }

    /** Forgets what others have changed meanwhile. */
    public void forget(Set<Long> tokens) {
        known.keySet().removeIf(ref -> tokens.contains(ref.token()));
        slices.keySet().removeIf(range -> tokens.contains(range.token()));
    }

    /** What the batch changes, with each document as it stood before; documents that end as they began are left out. */
    public List<Change> changes() {
        return written.entrySet().stream()
                .map(e -> new Change(e.getKey(), known.get(e.getKey()), e.getValue()))
                .filter(change -> !change.before().map(Document::body).equals(Optional.of(change.after())))
                .toList();
    }

    /** A document before and after the batch. */
    public record Change(Ref ref, Optional<Document> before, ObjectNode after) {

        /** Whether the document goes for good. */
        public boolean purges() {
            return after.has(Document.PURGED);
        }

        /** Whether a tombstone takes the place of the document. */
        public boolean erases() {
            return after.has(Document.ERASED);
        }

        /** What others must know to have been touched: the document, and every range that it was or is in. */
        public Set<Long> tokens() {
            Set<Long> tokens = new HashSet<>(Range.tokensOf(ref.kind(), after));
            before.ifPresent(document -> tokens.addAll(Range.tokensOf(ref.kind(), document.body())));
            tokens.add(ref.token());
            return tokens;
        }
    }

    boolean knows(Ref ref) {
        return written.containsKey(ref) || known.containsKey(ref);
    }

    Optional<ObjectNode> current(Ref ref) {
        ObjectNode body = written.get(ref);
        return body != null ? Optional.of(body) : known.get(ref).map(Document::body);
    }

    /** Whether a document is what this commit made of it, and nothing in the batch has changed it since. */
    boolean standsAt(Ref ref, long seq) {
        Optional<Document> read = known.getOrDefault(ref, Optional.empty());
        return read.filter(document -> document.seq() == seq).isPresent()
                && current(ref).equals(read.map(Document::body));
    }

    Optional<Document> currentDocument(Ref ref) {
        return current(ref).map(body -> new Document(ref, 0, body));
    }

    /** At least {@code limit} documents of a range, or all of it, as the batch and these further changes leave it. */
    Range.Slice slice(Range range, int limit, Collection<Change> further) {
        Range.Slice read = slices.get(range);
        if (read == null) {
            ask(range, limit);
            throw View.NotRead.INSTANCE;
        }
        Map<Ref, Document> newer = new HashMap<>();
        written.forEach((ref, body) -> newer.put(ref, new Document(ref, 0, body)));
        further.forEach(change -> newer.put(change.ref(), new Document(change.ref(), 0, change.after())));
        Range.Slice slice = read.with(range, newer.values());
        if (slice.documents().size() < limit && !slice.complete()) {
            // more than ever, as any number of those that were read may have gone since, with the batch or before it
            // was applied
            ask(
                    range,
                    2
                            * Math.max(
                                    limit,
                                    limits.getOrDefault(range, read.documents().size())));
            throw View.NotRead.INSTANCE;
        }
        return slice;
    }

    /** As many documents of a range as have been read. */
    List<Document> read(Range range) {
        Range.Slice read = slices.get(range);
        return read == null ? List.of() : read.documents();
    }

    void ask(Collection<Ref> refs) {
        refs.stream().filter(ref -> !knows(ref)).forEach(asked::add);
    }

    void ask(Range range, int limit) {
        askedRanges.merge(range, limit, Math::max);
        limits.merge(range, limit, Math::max);
    }
}
