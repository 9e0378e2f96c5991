package dev.customerprofiles.tenancy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Types;
import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.KeyContents;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.records.StoredType;
import dev.customerprofiles.core.records.Templates;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.store.Configurations;

/**
 * The object types of domains as they were a few seconds ago, mostly without a read; good enough for questions whose answer the
 * next decision checks again.
 */
@ApplicationScoped
public class TypeDirectory {

    private static final int AT_ONCE = 100;

    private final Configurations configurations;
    private final Mappings mappings;
    private final Templates templates;
    private final Cache known;

    TypeDirectory(
            Configurations configurations, Mappings mappings, Templates templates, @CacheName("types") Cache known) {
        this.configurations = configurations;
        this.mappings = mappings;
        this.templates = templates;
        this.known = known;
    }

    private record Name(Domain domain, String type) {}

    private record KeysOf(Domain domain) {}

    /** How records of this type are read: as the domain has defined it, or by the template of that name. */
    public Uni<Optional<Mapping>> find(Domain domain, String type) {
        return SharedRead.of(known, new Name(domain, type), name -> read(domain, type));
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
                .transformToUniAndConcatenate(type -> find(domain, StoredType.name(type))
                        .map(found -> found.filter(mapping -> mapping.storedAs().equals(type))))
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
        return known.invalidate(new Name(domain, type)).chain(() -> known.invalidate(new KeysOf(domain)));
    }

    /** The types that the domain has defined, read anew; ascending by name. */
    public Uni<List<DefinedType>> defined(Domain domain) {
        return documents(domain, null, List.of()).map(documents -> documents.stream()
                .flatMap(document -> Types.read(document.body()).stream())
                .toList());
    }

    /** What the values of the domain's keys are made of, by key name: of its own types and of all templates. */
    public Uni<Map<String, List<ContentType>>> keys(Domain domain) {
        return SharedRead.of(known, new KeysOf(domain), name -> defined(domain).map(this::contents));
    }

    private Map<String, List<ContentType>> contents(List<DefinedType> own) {
        Map<String, List<ContentType>> contents = new HashMap<>();
        templates.all().forEach(template -> contents.putAll(KeyContents.of(template)));
        own.forEach(type -> contents.putAll(KeyContents.of(mappings.of(type).type())));
        return contents;
    }

    private Uni<List<Document>> documents(Domain domain, String afterId, List<Document> before) {
        return configurations
                .list(domain, Range.DefinedTypes.PREFIX, afterId, AT_ONCE)
                .chain(page -> {
                    List<Document> found =
                            Stream.concat(before.stream(), page.stream()).toList();
                    return page.size() < AT_ONCE
                            ? Uni.createFrom().item(found)
                            : documents(domain, page.get(page.size() - 1).ref().id(), found);
                });
    }

    private Uni<Optional<Mapping>> read(Domain domain, String type) {
        return configurations
                .get(domain, Types.ref(type).id())
                .map(found -> Types.mapping(type, found.map(Document::body), mappings));
    }
}
