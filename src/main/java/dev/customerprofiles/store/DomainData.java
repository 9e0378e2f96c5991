package dev.customerprofiles.store;

import io.smallrye.mutiny.Uni;

/** All customer data of a domain: what it takes, and how it goes with the domain. */
public interface DomainData {

    /**
     * Deletes everything that a generation of a domain holds, its commit log first, in bounded steps. May be repeated; what
     * is written meanwhile by a hand that has not heard of the end of the domain needs another run.
     */
    Uni<Void> removeAll(String generation);

    /** What the objects of a generation take; reads all of them. */
    Uni<Usage> usage(String generation);

    /**
     * @param furtherHundreds for every owner of more than 100 objects, how many hundreds it has begun beyond the first, in total
     * @param bytes           of the records as they were sent
     */
    record Usage(long furtherHundreds, long bytes) {}
}
