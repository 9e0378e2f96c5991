package dev.customerprofiles.tenancy;

import java.util.Optional;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.records.ObjectType;
import dev.customerprofiles.core.records.StoredType;
import dev.customerprofiles.core.records.Templates;

/** The mappings of this instance: all templates, and the defined types that were used last. */
@Singleton
class CompiledMappings implements Mappings {

    private static final int REMEMBERED = 10_000;

    private final Templates templates;
    private final Normalisation normalisation;
    private final Cache<String, Mapping> byRevision =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    CompiledMappings(Templates templates, Normalisation normalisation) {
        this.templates = templates;
        this.normalisation = normalisation;
    }

    @Override
    public Optional<Mapping> template(String id, String incarnation) {
        String storedAs = StoredType.of(id, incarnation);
        return templates.find(id).map(template -> byRevision.get(storedAs, template::storedAs));
    }

    @Override
    public Mapping of(DefinedType type) {
        return byRevision.get(type.revision(), revision -> compile(type));
    }

    private Mapping compile(DefinedType type) {
        ObjectType parsed = ObjectType.parse(type.name(), type.definition());
        return Mapping.compile(templates.expanded(parsed), normalisation).storedAs(type.storedAs());
    }
}
