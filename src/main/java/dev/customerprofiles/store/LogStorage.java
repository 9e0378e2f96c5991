package dev.customerprofiles.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;

/**
 * The single store calls that the commit log of one domain is made of. Each is one round trip; none is more than one document
 * atomic. A failed Uni means that nobody knows whether the call took effect, now or later.
 */
public interface LogStorage {

    /** The greatest number in the log, 0 when it is empty. */
    Uni<Long> head();

    /** The commits that are not done, with numbers up to {@code upTo}: their nonces by their numbers. */
    Uni<SortedMap<Long, String>> open(long upTo);

    /** The same commits with all that they stand for, ascending. */
    Uni<List<Commit>> undone(long upTo);

    /**
     * The commits with numbers above {@code number}, ascending: what they touched, without what they write and tell. Not a
     * snapshot: the caller checks for gaps.
     */
    Uni<List<Commit>> after(long number);

    /** What stands in the slot that this number belongs to; another number, where the ring has come around or not yet. */
    Uni<Optional<Commit>> slot(long number);

    /**
     * Puts the commit in its slot: inserts it in the first round of the ring, later replaces the commit {@code R} numbers
     * before it, if that one is done.
     *
     * @return whether it took the slot; false when the slot is taken or not yet free; fails with {@link CommitTooLarge}, having
     *     sent nothing, where the server has not the room
     */
    Uni<Boolean> take(Commit commit);

    /**
     * Marks a commit done and drops its writes and changes, keeping its tokens. Without effect where the slot has moved on.
     *
     * @return whether another writer has asked for a turn
     */
    Uni<Boolean> done(Commit commit);

    /** Asks the writer of a commit to let another one go first. Without effect where the commit is done, or the slot has moved on. */
    Uni<Void> askForTurn(long number);

    /**
     * Applies writes of one kind as part of a commit: an insert as an insert, an update where the document stands at
     * {@code before}, a purge likewise.
     */
    Uni<Applied> apply(long number, Kind kind, List<Write> writes);

    /**
     * Keeps the chain of a document going whose write the server refuses: sets its seq only, or inserts an empty stub, and sets the
     * write aside with the reason.
     */
    Uni<Void> setAside(long number, Write write, String reason);

    /** The seq of each of these documents that exists. */
    Uni<Map<Ref, Long>> seqs(Kind kind, Collection<Ref> refs);

    /** Those of these documents that exist, tombstones included. */
    Uni<Map<Ref, Document>> read(Collection<Ref> refs);

    /** Up to {@code limit} documents of a range, in the range's order. */
    Uni<List<Document>> range(Range range, int limit);

    /**
     * What became of a bulk of writes.
     *
     * @param matched how many took effect now
     * @param refused writes that the server will never take, with its reason
     */
    record Applied(int matched, Map<Write, String> refused) {

        public Applied {
            refused = Map.copyOf(refused);
        }
    }
}
