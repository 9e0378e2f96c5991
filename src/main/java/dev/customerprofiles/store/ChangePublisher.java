package dev.customerprofiles.store;

import java.time.Instant;
import java.util.List;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;

/** Tells the world which profiles a commit changed, at least once. */
public interface ChangePublisher {

    /**
     * Publishes the changes of commit {@code seq}, decided at {@code at}; completes when they are safe with the broker. Fails
     * when that cannot be known; then the same call is to be made again, and the repeats are recognised by their ids.
     */
    Uni<Void> publish(Domain domain, long seq, Instant at, List<ProfileChange> changes);
}
