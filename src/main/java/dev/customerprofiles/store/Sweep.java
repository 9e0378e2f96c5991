package dev.customerprofiles.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.smallrye.mutiny.Uni;

/**
 * Looks after the commits of a domain that nobody writes to any more: finishes those that were open the last time already, so
 * that a writer that died leaves nothing half done.
 */
public final class Sweep {

    private final LogStorage storage;
    private final Surroundings world;
    private final Applier applier;
    private volatile Set<String> seen = Set.of();

    public Sweep(LogStorage storage, Surroundings world) {
        this.storage = storage;
        this.world = world;
        this.applier = new Applier(storage, world);
    }

    /** One round; completes when everything that was found is finished. */
    public Uni<Void> round() {
        Instant since = world.now().get();
        return storage.open(Long.MAX_VALUE).chain(open -> {
            Set<String> before = seen;
            seen = Set.copyOf(open.values());
            return open.isEmpty() || !before.contains(open.get(open.firstKey()))
                    ? Uni.createFrom().voidItem()
                    : finish(before, since);
        });
    }

    private Uni<Void> finish(Set<String> before, Instant since) {
        return storage.undone(Long.MAX_VALUE).chain(open -> {
            List<Commit> left = open.stream()
                    .takeWhile(commit -> before.contains(commit.nonce()))
                    .toList();
            left.forEach(commit -> world.observer().finishedForAnother());
            return applier.finishAll(left, since);
        });
    }
}
