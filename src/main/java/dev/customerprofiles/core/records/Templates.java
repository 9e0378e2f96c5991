package dev.customerprofiles.core.records;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.customerprofiles.core.identity.Normalisation;

/** The built-in mappings (R§3.6), by template id. */
public final class Templates {

    private final Map<String, Mapping> byId;

    private Templates(Map<String, Mapping> byId) {
        this.byId = byId;
    }

    public static Templates builtIn(Normalisation normalisation) {
        return new Templates(Map.of());
    }

    public Optional<Mapping> find(String templateId) {
        return Optional.ofNullable(byId.get(templateId));
    }

    public Collection<ObjectType> all() {
        return List.of();
    }
}
