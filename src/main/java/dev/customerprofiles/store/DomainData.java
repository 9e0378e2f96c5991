package dev.customerprofiles.store;

import io.smallrye.mutiny.Uni;

/** All customer data of a domain, to be removed with it. */
public interface DomainData {

    /**
     * Deletes everything that a generation of a domain holds, its commit log first, in bounded steps. May be repeated; what
     * is written meanwhile by a hand that has not heard of the end of the domain needs another run.
     */
    Uni<Void> removeAll(String generation);
}
