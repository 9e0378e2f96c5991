package dev.customerprofiles.store;

import io.smallrye.mutiny.Uni;

/** The data of whole domains. */
public interface DomainData {

    /** Removes all customer data and the commit log of a dead generation; may be repeated. */
    Uni<Void> removeAll(String generation);
}
