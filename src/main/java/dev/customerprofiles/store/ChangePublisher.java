package dev.customerprofiles.store;

import java.time.Instant;
import java.util.List;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;

/** Tells the world which profiles have changed; at least once for every commit. */
public interface ChangePublisher {

    /**
     * Completes when the changes are safe with whoever delivers them; fails when that is not certain, to be repeated.
     *
     * @param seq number of the commit
     * @param at  when it was decided
     */
    Uni<Void> publish(Domain domain, long seq, Instant at, List<ProfileChange> changes);
}
