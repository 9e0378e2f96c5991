package dev.customerprofiles.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.LogStorage;

/**
 * Removes the records of a domain whose time has come. Whoever finds some holds a lease while it removes them, so that one instance
 * works at a time; what an instance that dies has left is found by the next.
 */
public final class Expiry {

    private static final String LEASE = "expiry";
    private static final Duration LEASE_TIME = Duration.ofMinutes(1);
    private static final int FOUND_AT_ONCE = 100;

    private final LogStorage storage;
    private final DomainQueue queue;
    private final Decisions decisions;
    private final String holder;
    private final Duration interval;
    private final Supplier<Instant> now;
    private volatile Instant next = Instant.MIN;

    /** @param holder a name that no other instance has @param interval how often it is looked */
    public Expiry(
            LogStorage storage,
            DomainQueue queue,
            Decisions decisions,
            String holder,
            Duration interval,
            Supplier<Instant> now) {
        this.storage = storage;
        this.queue = queue;
        this.decisions = decisions;
        this.holder = holder;
        this.interval = interval;
        this.now = now;
    }

    /** Looks, if it is time; completes when everything that was found is removed or left to another instance. */
    Uni<Void> round() {
        if (now.get().isBefore(next)) {
            return Uni.createFrom().voidItem();
        }
        next = now.get().plus(interval);
        return someExpired();
    }

    private Uni<Void> someExpired() {
        return storage.range(new Range.Expired(now.get().toEpochMilli()), FOUND_AT_ONCE)
                .chain(found -> found.isEmpty() ? Uni.createFrom().voidItem() : removeAsHolder(found));
    }

    private Uni<Void> removeAsHolder(List<Document> expired) {
        return queue.submit((view, at) -> decisions.lease(view, LEASE, holder, at.plus(LEASE_TIME), at))
                .chain(held -> held
                        ? remove(expired).chain(this::goOn)
                        : Uni.createFrom().voidItem());
    }

    /** Together: what is submitted at once is committed at once. Whether one of them was still there to be removed. */
    private Uni<Boolean> remove(List<Document> expired) {
        List<Uni<Boolean>> removals =
                expired.stream().map(Document::ref).map(this::remove).toList();
        return Uni.join().all(removals).andFailFast().map(removed -> removed.contains(true));
    }

    private Uni<Boolean> remove(Ref object) {
        return queue.submit((view, at) -> decisions.expire(view, object, at));
    }

    private Uni<Void> goOn(boolean removedSome) {
        return removedSome ? someExpired() : Uni.createFrom().voidItem();
    }
}
