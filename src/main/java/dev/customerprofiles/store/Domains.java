package dev.customerprofiles.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;

/** The domains, and the generations of deleted ones whose data is still to be removed. Each call is atomic. */
public interface Domains {

    /** @return false where the name is in use */
    Uni<Boolean> add(DomainEntry entry);

    Uni<Optional<DomainEntry>> named(String name);

    /** Ascending by name, after {@code afterName} (null: from the start); only {@code within} these names (null: all). */
    Uni<List<DomainEntry>> list(Set<String> within, String afterName, int limit);

    Uni<Long> count();

    /** Puts {@code after} in the place of {@code before}; false where that is not what is there any more. */
    Uni<Boolean> replace(DomainEntry before, DomainEntry after);

    /** Frees the name and notes its generation as dead; false where the domain is gone already. */
    Uni<Boolean> remove(Domain domain, Instant at);

    /** Dead generations that are not forgotten yet. */
    Uni<List<Dead>> dead();

    /** The data of a dead generation is gone for good. */
    Uni<Void> forget(Dead dead);

    /** @param domain with the generation that was deleted @param at when */
    record Dead(Domain domain, Instant at) {}
}
