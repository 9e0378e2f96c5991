package dev.customerprofiles.core.records;

import java.util.Optional;

/** Object types made ready to read records, each once as long as it is remembered. */
public interface Mappings {

    /** The mapping of a built-in template. */
    Optional<Mapping> template(String id);

    /** The mapping of a type that a domain has defined. */
    Mapping of(DefinedType type);
}
