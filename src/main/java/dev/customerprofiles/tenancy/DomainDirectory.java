package dev.customerprofiles.tenancy;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.DomainEntry;
import dev.customerprofiles.store.Domains;

/** Finds domains by name, mostly without a read. Other instances change them too, so that what it knows soon expires. */
@ApplicationScoped
public class DomainDirectory {

    private static final String EXPIRATION_DAYS = "DefaultExpirationDays";
    private static final int LONGEST_KEPT_DAYS = 1098;

    private final Domains domains;
    private final Cache known;

    DomainDirectory(Domains domains, @CacheName("domains") Cache known) {
        this.domains = domains;
        this.known = known;
    }

    /** The domain with this name; up to a few seconds after another instance deleted it, too. */
    public Uni<Optional<Domain>> find(String name) {
        return SharedRead.of(known, name, domains::named)
                .call(found -> found.isPresent() ? done() : forget(name))
                .map(found -> found.map(DomainEntry::domain));
    }

    /** How long records of this domain are kept whose type does not say so, in days. */
    public Uni<Integer> expirationDays(Domain domain) {
        return SharedRead.of(known, domain.name(), domains::named)
                .map(found -> found.map(entry -> entry.settings().path(EXPIRATION_DAYS))
                        .map(days -> days.asInt(LONGEST_KEPT_DAYS))
                        .orElse(LONGEST_KEPT_DAYS));
    }

    /** To be called after a change of the domain. */
    Uni<Void> forget(String name) {
        return known.invalidate(name);
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }
}
