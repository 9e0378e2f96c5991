package dev.customerprofiles.ingest;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.events.UnreadableEvent;
import dev.customerprofiles.core.state.Domain;

/** Takes events in; each answer comes when the outcome is durable and visible. */
public interface Ingest {

    /**
     * Applies an event. What is wrong with the event itself is an outcome. Where the caller has it in hand, fails with
     * {@link OutcomeUnknown} when database or broker are away for long.
     *
     * @param keepRejected whether an event that is rejected is stored with its payload (true for events that nobody holds
     *     in hand any more, false where the caller gets the reason at once)
     */
    Uni<Outcome> submit(Domain domain, SourceEvent event, boolean keepRejected);

    /** It takes longer than a caller waits; the event is applied when database and broker are back, unless the service ends. */
    final class OutcomeUnknown extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OutcomeUnknown() {
            super("the outcome is not known yet", null, false, false);
        }
    }

    /** Begins nothing more, as the service stops: what waits fails, what is under way comes to its end. */
    void close();

    /** Records an event that could not even be read as a record of a known type. */
    Uni<Outcome> reject(Domain domain, UnreadableEvent event);
}
