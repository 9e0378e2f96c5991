package dev.customerprofiles.core.records;

import java.util.Optional;
import java.util.function.Function;

import dev.customerprofiles.core.identity.Normalisation;

/** Mappings that are known by name, beside those that a domain defines. */
public final class TestMappings implements Mappings {

    private static final Normalisation NORMALISATION = new Normalisation("US");

    private final Function<String, Mapping> known;

    public TestMappings(Function<String, Mapping> known) {
        this.known = known;
    }

    @Override
    public Optional<Mapping> template(String id, String incarnation) {
        return Optional.ofNullable(known.apply(id)).map(mapping -> mapping.storedAs(StoredType.of(id, incarnation)));
    }

    @Override
    public Mapping of(DefinedType type) {
        return Mapping.compile(ObjectType.parse(type.name(), type.definition()), NORMALISATION)
                .storedAs(type.storedAs());
    }
}
