package dev.customerprofiles.tenancy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Types;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.records.StoredType;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.Configurations;

/**
 * The object types of domains as they were a few seconds ago, mostly without a read; good enough for questions whose answer the
 * next decision checks again.
 */
@ApplicationScoped
public class TypeDirectory {

    private final Configurations configurations;
    private final Mappings mappings;
    private final Cache known;

    TypeDirectory(Configurations configurations, Mappings mappings, @CacheName("types") Cache known) {
        this.configurations = configurations;
        this.mappings = mappings;
        this.known = known;
    }

    private record Name(Domain domain, String type) {}

    /** How records of this type are read: as the domain has defined it, or by the template of that name. */
    public Uni<Optional<Mapping>> find(Domain domain, String type) {
        return known.getAsync(new Name(domain, type), name -> read(domain, type));
    }

    /** The name that records of this type are stored under; that of nothing where there is no such type. */
    public Uni<String> storedAs(Domain domain, String type) {
        return find(domain, type).map(found -> found.map(Mapping::storedAs).orElse(""));
    }

    /** SourcePriority of each of the types that has one, by the names that their records are stored under. */
    public Uni<Map<String, Integer>> priorities(Domain domain, Set<String> storedAs) {
        return Multi.createFrom()
                .iterable(storedAs)
                .onItem()
                .transformToUniAndConcatenate(
                        type -> find(domain, StoredType.name(type)).map(found -> found.filter(mapping -> mapping.storedAs()
                                .equals(type))))
                .select()
                .where(Optional::isPresent)
                .map(Optional::get)
                .select()
                .where(mapping -> mapping.type().sourcePriority() != null)
                .collect()
                .asMap(Mapping::storedAs, mapping -> mapping.type().sourcePriority());
    }

    /** To be called after a change of the type. */
    public Uni<Void> forget(Domain domain, String type) {
        return known.invalidate(new Name(domain, type));
    }

    private Uni<Optional<Mapping>> read(Domain domain, String type) {
        return configurations
                .get(domain, Types.ref(type).id())
                .map(found -> Types.mapping(type, found.map(Document::body), mappings));
    }
}
