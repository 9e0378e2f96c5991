package dev.customerprofiles.doors.rest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.store.DomainData;

/** Remembers which generations were removed. */
@Alternative
@ApplicationScoped
public class FakeDomainData implements DomainData {

    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    @Override
    public Uni<Void> removeAll(String generation) {
        removed.add(generation);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Usage> usage(String generation) {
        return Uni.createFrom().item(new Usage(0, 0));
    }

    public Set<String> removed() {
        return removed;
    }
}
