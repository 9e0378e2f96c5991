package dev.customerprofiles.doors.amqp;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.events.UnreadableEvent;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Ingest;

/** Notes what it is given, and answers at once, later, or not at all. */
final class RecordingIngest implements Ingest {

    final List<SourceEvent> events = new CopyOnWriteArrayList<>();
    final List<UnreadableEvent> unreadable = new CopyOnWriteArrayList<>();
    final List<Context> contexts = new CopyOnWriteArrayList<>();
    final AtomicInteger mostAtATime = new AtomicInteger();

    private final Queue<UniEmitter<? super Outcome>> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger outages = new AtomicInteger();
    private volatile boolean holding;

    /** The next attempts fail as they do when the database is away. */
    void failNext(int attempts) {
        outages.set(attempts);
    }

    int outagesLeft() {
        return Math.max(0, outages.get());
    }

    /** From now on nothing is answered. */
    void hold() {
        holding = true;
    }

    /** Answers all that waits and all that comes. */
    void release() {
        holding = false;
        new ArrayList<>(held).forEach(this::answer);
    }

    int held() {
        return held.size();
    }

    List<String> ids() {
        return events.stream().map(event -> event.id().id()).toList();
    }

    List<String> unreadableIds() {
        return unreadable.stream().map(event -> event.id().id()).toList();
    }

    List<String> reasons() {
        return unreadable.stream().map(event -> event.reason().code()).toList();
    }

    @Override
    public Uni<Outcome> submit(Domain domain, SourceEvent event, boolean keepRejected) {
        return outcome(() -> {
            contexts.add(Vertx.currentContext());
            events.add(event);
            return new Outcome(Outcome.Status.CREATED, null, event.freshId(), null);
        });
    }

    @Override
    public void close() {}

    @Override
    public Uni<Outcome> reject(Domain domain, UnreadableEvent event) {
        return outcome(() -> {
            unreadable.add(event);
            return Outcome.rejected(event.reason(), null);
        });
    }

    private Uni<Outcome> outcome(Supplier<Outcome> done) {
        if (outages.getAndDecrement() > 0) {
            return Uni.createFrom().failure(new IllegalStateException("the database is away"));
        }
        Outcome outcome = done.get();
        return holding
                ? Uni.createFrom().<Outcome>emitter(this::keep)
                : Uni.createFrom().item(outcome);
    }

    private void keep(UniEmitter<? super Outcome> emitter) {
        mostAtATime.accumulateAndGet(waiting.incrementAndGet(), Math::max);
        held.add(emitter);
    }

    private void answer(UniEmitter<? super Outcome> emitter) {
        held.remove(emitter);
        waiting.decrementAndGet();
        emitter.complete(Outcome.rejected(Reason.NO_UNIQUE_KEY, null));
    }
}
