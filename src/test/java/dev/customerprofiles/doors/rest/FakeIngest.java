package dev.customerprofiles.doors.rest;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.events.UnreadableEvent;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Ingest;

/** Answers by what the record says that it wants: an outcome, a reason, or a failure. */
@Alternative
@ApplicationScoped
public class FakeIngest implements Ingest {

    static final String PROFILE = "0123456789abcdef0123456789abcdef";
    static final String UNIQUE_KEY = "q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vng";

    private final Queue<UniEmitter<? super Outcome>> waiting = new ConcurrentLinkedQueue<>();
    private volatile SourceEvent last;
    private volatile boolean keptRejected;

    @Override
    public Uni<Outcome> submit(Domain domain, SourceEvent event, boolean keepRejected) {
        last = event;
        keptRejected = keepRejected;
        if (event.type().equals("Unknown")) {
            return Uni.createFrom().item(Outcome.rejected(Reason.UNKNOWN_TYPE, null));
        }
        return switch (event.record().path("wants").asText()) {
            case "no-key" -> Uni.createFrom().item(Outcome.rejected(Reason.NO_PROFILE_KEY, UNIQUE_KEY));
            case "parked" -> Uni.createFrom().item(Outcome.parked(UNIQUE_KEY));
            case "time" -> waiting();
            case "failure" -> Uni.createFrom().failure(new IllegalStateException("secret@example.com"));
            default -> Uni.createFrom().item(new Outcome(Outcome.Status.CREATED, null, PROFILE, UNIQUE_KEY));
        };
    }

    private Uni<Outcome> waiting() {
        return Uni.createFrom().<Outcome>emitter(waiting::add);
    }

    /** Answers all who have been waiting. */
    void answerAll() {
        waiting.removeIf(waits -> {
            waits.complete(new Outcome(Outcome.Status.CREATED, null, PROFILE, UNIQUE_KEY));
            return true;
        });
    }

    int waits() {
        return waiting.size();
    }

    @Override
    public void close() {}

    @Override
    public Uni<Outcome> reject(Domain domain, UnreadableEvent event) {
        throw new UnsupportedOperationException("REST never does this");
    }

    SourceEvent last() {
        return last;
    }

    boolean keptRejected() {
        return keptRejected;
    }
}
