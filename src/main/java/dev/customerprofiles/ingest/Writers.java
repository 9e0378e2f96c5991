package dev.customerprofiles.ingest;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;

/** The way for whatever is to happen to a domain's customer data. */
public interface Writers {

    /**
     * Makes a command happen; completes when what it did is visible. Fails with {@link Batch.Undecidable} where the decision
     * fails, and with {@link Batch.CommandTooLarge} where it changes more than a commit can hold.
     */
    <T> Uni<T> submit(Domain domain, Command<T> command);
}
