package dev.customerprofiles.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

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

    private static final Logger LOG = Logger.getLogger(Expiry.class);
    private static final String LEASE = "expiry";
    private static final Duration LEASE_TIME = Duration.ofMinutes(1);
    private static final int FOUND_AT_ONCE = 100;

    private final LogStorage storage;
    private final DomainQueue queue;
    private final Decisions decisions;
    private final String holder;
    private final Duration interval;
    private final Supplier<Instant> now;
    private final AtomicBoolean removing = new AtomicBoolean();
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

    /** Looks, if it is time. What is found is removed step by step, beside everything else. */
    void round() {
        if (now.get().isBefore(next) || !removing.compareAndSet(false, true)) {
            return;
        }
        next = now.get().plus(interval);
        Multi.createBy()
                .repeating()
                .uni(this::step)
                .whilst(more -> more)
                .onTermination()
                .invoke(() -> removing.set(false))
                .subscribe()
                .with(
                        more -> {},
                        failure -> LOG.debugf(
                                "what has expired is looked for again: %s",
                                failure.getClass().getName()));
    }

    /** Whether there may be more to remove for this instance. */
    private Uni<Boolean> step() {
        return storage.range(new Range.Expired(now.get().toEpochMilli()), FOUND_AT_ONCE)
                .chain(found -> found.isEmpty() ? Uni.createFrom().item(false) : removeAsHolder(found));
    }

    private Uni<Boolean> removeAsHolder(List<Document> expired) {
        return queue.submit((view, at) -> decisions.lease(view, LEASE, holder, at.plus(LEASE_TIME), at))
                .chain(held -> held ? remove(expired) : Uni.createFrom().item(false));
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
}
