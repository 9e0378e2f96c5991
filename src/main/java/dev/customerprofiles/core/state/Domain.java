package dev.customerprofiles.core.state;

import java.util.Objects;

/**
 * A domain as the data plane sees it.
 *
 * @param name       what callers use
 * @param generation random tag that every document id of the domain starts with; a name that is deleted and used again
 *     gets another one
 */
public record Domain(String name, String generation) {

    public Domain {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(generation, "generation");
    }
}
