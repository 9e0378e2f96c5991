package dev.customerprofiles.core.state;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The domain's state as one decision sees it, and what the decision does to it. A decision that asks for something that has
 * not been read yet ends with {@link NotRead}; it is made again when that has been read. Bodies are never changed in place.
 */
public final class View {

    private final Draft draft;
    private final Set<Ref> reads = new HashSet<>();
    private final Set<Range> ranges = new HashSet<>();
    private final Map<Ref, Draft.Change> writes = new LinkedHashMap<>();

    View(Draft draft) {
        this.draft = draft;
    }

    /** The body of a document, empty when it does not exist or was removed. */
    public Optional<ObjectNode> get(Ref ref) {
        return current(ref).filter(Document::live);
    }

    private Optional<ObjectNode> current(Ref ref) {
        Draft.Change written = writes.get(ref);
        if (written != null) {
            return Optional.of(written.after());
        }
        expect(List.of(ref));
        return draft.current(ref);
    }

    /** Whether a document was last changed by this commit, and by no other decision since, nor by this one. */
    public boolean standsAt(Ref ref, long seq) {
        expect(List.of(ref));
        return !writes.containsKey(ref) && draft.standsAt(ref, seq);
    }

    /** Asks for several documents at once, so that those that are missing are read together. */
    public void expect(Collection<Ref> refs) {
        boolean missing = false;
        for (Ref ref : refs) {
            reads.add(ref);
            missing |= !draft.knows(ref);
        }
        if (missing) {
            draft.ask(refs);
            throw NotRead.INSTANCE;
        }
    }

    /** Up to {@code limit} live documents of a range, in its order. */
    public Range.Slice range(Range range, int limit) {
        ranges.add(range);
        Range.Slice slice = draft.slice(range, limit, writes.values());
        List<Document> documents = slice.documents();
        boolean all = documents.size() <= limit;
        return new Range.Slice(all ? documents : documents.subList(0, limit), slice.complete() && all);
    }

    /** As many documents of a range as have been read, for guesses at what will be needed. */
    public List<Document> alreadyRead(Range range) {
        return draft.read(range);
    }

    /** Whether asking for any of these documents would end the decision. */
    public boolean hasRead(Collection<Ref> refs) {
        return refs.stream().allMatch(draft::knows);
    }

    /** Lets documents be read with the next ones that are lacking; this decision does not depend on them. */
    public void foresee(Collection<Ref> refs) {
        draft.ask(refs);
    }

    /** Gives a document this body from now on. */
    public void put(Ref ref, ObjectNode body) {
        expect(List.of(ref));
        writes.put(ref, new Draft.Change(ref, draft.currentDocument(ref), body));
    }

    /** Removes a document, leaving a tombstone. */
    public void erase(Ref ref, Instant now) {
        put(ref, Json.object().put(Document.ERASED, now.toEpochMilli()));
    }

    /** Removes a tombstone for good, if it is one and was made before this time. */
    public boolean purge(Ref ref, Instant before) {
        boolean old = current(ref)
                .filter(body -> body.path(Document.ERASED).asLong(Long.MAX_VALUE) < before.toEpochMilli())
                .isPresent();
        if (old) {
            put(ref, Json.object().put(Document.PURGED, true));
        }
        return old;
    }

    /** Does a part of the decision; if it fails, what it has written is taken back and this is the result instead. */
    public <T> T attempt(Supplier<T> part, T otherwise) {
        Map<Ref, Draft.Change> before = new LinkedHashMap<>(writes);
        try {
            return part.get();
        } catch (NotRead lacking) {
            throw lacking;
        } catch (RuntimeException e) {
            writes.clear();
            writes.putAll(before);
            return otherwise;
        }
    }

    /** Takes back everything this decision has written, keeping what it has read. */
    public void undo() {
        writes.clear();
    }

    /** Whether this decision has read anything that these tokens stand for. */
    public boolean touchedBy(Set<Long> tokens) {
        return reads.stream().anyMatch(ref -> tokens.contains(ref.token()))
                || ranges.stream().anyMatch(range -> tokens.contains(range.token()));
    }

    /** What this decision does, each change against the state that the decision began with. */
    public Collection<Draft.Change> changes() {
        return writes.values();
    }

    /** Ends a decision that needs something that has not been read yet. */
    public static final class NotRead extends RuntimeException {

        private static final long serialVersionUID = 1L;
        static final NotRead INSTANCE = new NotRead();

        private NotRead() {
            super("not read yet", null, false, false);
        }
    }
}
