package dev.customerprofiles.ingest;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;

/** Something that every domain is looked after for, from time to time and on every instance. */
public interface Chore {

    /** Sees what there is to do, and begins it; completes without waiting for what takes long. */
    Uni<Void> round(Domain domain);
}
