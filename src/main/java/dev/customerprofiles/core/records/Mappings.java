package dev.customerprofiles.core.records;

import java.util.Optional;

/** Object types made ready to read records, each once as long as it is remembered. */
public interface Mappings {

    /**
     * The mapping of a built-in template that is used as a type under its own id.
     *
     * @param incarnation tells this use from the types that had the name before; null where there was none
     */
    Optional<Mapping> template(String id, String incarnation);

    /** The mapping of a type that a domain has defined. */
    Mapping of(DefinedType type);
}
