package dev.customerprofiles.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Erasure;
import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.Sweep;

/** This instance's writer of one domain: its queue, and the care for what this or another writer has left to do. */
public final class DomainWriter {

    private static final Logger LOG = Logger.getLogger(DomainWriter.class);
    private static final int FOUND_AT_ONCE = 100;
    private static final Duration LEFT_AFTER = Duration.ofSeconds(10);

    /** How often old tombstones are looked for, in the time that one is kept. */
    private static final int PURGES_PER_LIFE = 24;

    private final LogStorage storage;
    private final DomainQueue queue;
    private final Sweep sweep;
    private final Expiry expiry;
    private final Decisions decisions;
    private final Duration keepTombstones;
    private final Supplier<Instant> now;
    private final Set<String> erasing = ConcurrentHashMap.newKeySet();
    private final SettledCommits settled = new SettledCommits();
    private volatile Instant nextPurge = Instant.MIN;

    public DomainWriter(
            LogStorage storage,
            DomainQueue queue,
            Sweep sweep,
            Expiry expiry,
            Decisions decisions,
            Duration keepTombstones,
            Supplier<Instant> now) {
        this.storage = storage;
        this.queue = queue;
        this.sweep = sweep;
        this.expiry = expiry;
        this.decisions = decisions;
        this.keepTombstones = keepTombstones;
        this.now = now;
        queue.onCommit(this::redriveWhatIsReady);
        queue.onCommit(this::goOnErasing);
    }

    /** Makes a command happen; completes when what it did is visible. */
    public <T> Uni<T> submit(Command<T> command) {
        return queue.submit(command);
    }

    /** Begins nothing more; what is under way comes to its end. */
    public void close() {
        queue.close();
    }

    /**
     * One round of care: finishes commits that their writers have left, tries parked events again whose time has come, removes
     * what has expired and old tombstones. Completes when it is known what there is to do.
     */
    public Uni<Void> care() {
        Uni<Void> round = sweep.round()
                .chain(() -> storage.range(new Range.Ready(), FOUND_AT_ONCE))
                .invoke(ready -> ready.forEach(document -> redrive(document.ref())))
                .chain(() -> storage.range(new Range.Erasures(), FOUND_AT_ONCE))
                .invoke(left ->
                        left.stream().map(Document::body).filter(this::isLeft).forEach(this::goOnErasing))
                .invoke(expiry::round)
                .replaceWithVoid();
        return now.get().isBefore(nextPurge) ? round : round.chain(this::purgeTombstones);
    }

    private Uni<Void> purgeTombstones() {
        nextPurge = now.get().plus(keepTombstones.dividedBy(PURGES_PER_LIFE));
        Uni<Void> round = storage.head()
                .chain(head -> storage.undone(head)
                        .invoke(open -> settled.areDone(
                                open.isEmpty() ? head : open.get(0).number() - 1, now.get())))
                .replaceWithVoid();
        for (Kind kind : Kind.values()) {
            round = round.chain(() -> purgeTombstonesOf(kind));
        }
        return round;
    }

    /**
     * A tombstone is as old as the decision that made it, which may have been written much later: a write of an earlier commit
     * would bring the document back if it came after the purge.
     */
    private Uni<Void> purgeTombstonesOf(Kind kind) {
        long before = now.get().minus(keepTombstones).toEpochMilli();
        return storage.range(new Range.Tombstones(kind, before), FOUND_AT_ONCE)
                .invoke(old -> old.stream()
                        .filter(document -> settled.has(document.seq()))
                        .map(Document::ref)
                        .forEach(this::purge))
                .replaceWithVoid();
    }

    private void purge(Ref ref) {
        queue.submit((view, at) -> decisions.purge(view, ref, at))
                .subscribe()
                .with(done -> {}, DomainWriter::leaveForNextRound);
    }

    private void redriveWhatIsReady(Batch.Done done) {
        for (Draft.Change change : done.changes()) {
            if (change.ref().kind() == Kind.IDENTITY
                    && Json.read(change.after(), Owners.class).ready()) {
                redrive(change.ref());
            }
        }
    }

    private void redrive(Ref identity) {
        queue.submit((view, at) -> decisions.redriveParked(view, identity, at))
                .subscribe()
                .with(
                        more -> {
                            if (more) {
                                redrive(identity);
                            }
                        },
                        DomainWriter::leaveForNextRound);
    }

    private void goOnErasing(Batch.Done done) {
        done.changes().stream()
                .filter(change -> new Range.Erasures().kind() == change.ref().kind()
                        && new Range.Erasures().holds(change.after()))
                .forEach(change -> goOnErasing(change.after()));
    }

    /** Whoever was at it has not done anything for a while. */
    private boolean isLeft(ObjectNode erasure) {
        return Erasure.at(erasure).plus(LEFT_AFTER).isBefore(now.get());
    }

    private void goOnErasing(ObjectNode erasure) {
        String profileId = Erasure.profileId(erasure);
        if (erasing.add(profileId)) {
            eraseMore(profileId);
        }
    }

    private void eraseMore(String profileId) {
        queue.submit((view, at) -> decisions.eraseMore(view, profileId, at))
                .subscribe()
                .with(
                        more -> {
                            if (more) {
                                eraseMore(profileId);
                            } else {
                                erasing.remove(profileId);
                            }
                        },
                        failure -> {
                            erasing.remove(profileId);
                            leaveForNextRound(failure);
                        });
    }

    private static void leaveForNextRound(Throwable failure) {
        LOG.warnf("will be tried again: %s", failure.getClass().getName());
    }
}
