package dev.customerprofiles.ingest;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.events.UnreadableEvent;
import dev.customerprofiles.core.state.Domain;

/** Takes events in; each answer comes when the outcome is durable and visible. */
public interface Ingest {

    /**
     * Applies an event. Fails only when the database cannot be reached for longer than the caller may wait; what is wrong
     * with the event itself is an outcome.
     *
     * @param keepRejected whether an event that is rejected is stored with its payload (true for events that nobody holds
     *     in hand any more, false where the caller gets the reason at once)
     */
    Uni<Outcome> submit(Domain domain, SourceEvent event, boolean keepRejected);

    /** Records an event that could not even be read as a record of a known type. */
    Uni<Outcome> reject(Domain domain, UnreadableEvent event);
}
