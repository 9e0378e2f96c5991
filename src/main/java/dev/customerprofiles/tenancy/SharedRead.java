package dev.customerprofiles.tenancy;

import java.util.function.Function;

import io.quarkus.cache.Cache;
import io.smallrye.mutiny.Uni;

/**
 * A read through a cache that all who ask for the same key wait for together. A caller who goes away cancels what it waits for:
 * passed on, that would cancel the read, and fail it for all the others.
 */
final class SharedRead {

    private SharedRead() {}

    static <K, V> Uni<V> of(Cache cache, K key, Function<K, Uni<V>> read) {
        return Uni.createFrom()
                .emitter(caller -> cache.getAsync(key, read).subscribe().with(caller::complete, caller::fail));
    }
}
