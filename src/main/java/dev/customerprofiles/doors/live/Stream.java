package dev.customerprofiles.doors.live;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.subscription.MultiEmitter;

import dev.customerprofiles.doors.ChangeFeed;

/** What one client hears. It is dropped when more than it may have waiting has not been taken. */
final class Stream {

    private static final String NOTHING = "{}";

    private final Sse sse;
    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private final String domain;
    private final Set<String> profileIds;
    private final int limit;
    private final Runnable drop;
    private final AtomicInteger waiting = new AtomicInteger();

    Stream(
            Sse sse,
            MultiEmitter<? super OutboundSseEvent> emitter,
            String domain,
            Set<String> profileIds,
            int limit,
            Runnable drop) {
        this.sse = sse;
        this.emitter = emitter;
        this.domain = domain;
        this.profileIds = profileIds;
        this.limit = limit;
        this.drop = drop;
    }

    void begin() {
        emit("ready", NOTHING);
    }

    void missed() {
        emit("missed", NOTHING);
    }

    void tell(ChangeFeed.Change change) {
        if (!change.domain().equals(domain)) {
            return;
        }
        if (change.isOfContact()) {
            emit("contact", NOTHING);
        } else if (profileIds.isEmpty() || profileIds.contains(change.profileId())) {
            emit(
                    "profile",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("ProfileId", change.profileId())
                            .put("Type", change.what())
                            .put("Revision", change.seq())
                            .toString());
        }
    }

    /** A sign of life, a comment to the client. */
    void beat() {
        emit(sse.newEventBuilder().comment("").build());
    }

    /** The client has been sent one more. */
    void taken() {
        waiting.decrementAndGet();
    }

    private void emit(String name, String data) {
        emit(sse.newEventBuilder().name(name).data(data).build());
    }

    private void emit(OutboundSseEvent event) {
        if (waiting.incrementAndGet() <= limit) {
            emitter.emit(event);
        } else {
            drop.run();
            emitter.complete();
        }
    }
}
