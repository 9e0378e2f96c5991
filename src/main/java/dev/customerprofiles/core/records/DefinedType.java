package dev.customerprofiles.core.records;

import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object type that a domain has defined; what its configuration document holds.
 *
 * @param revision    another one whenever the definition is
 * @param incarnation tells it from types that had its name before; null for the first one
 * @param definition  as it was put, in the shape of the API
 * @param createdAt   epoch milliseconds
 * @param updatedAt   epoch milliseconds
 */
public record DefinedType(
        String name, String revision, String incarnation, ObjectNode definition, long createdAt, long updatedAt) {

    public DefinedType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(definition, "definition");
    }

    /** The name that its records are stored under. */
    public String storedAs() {
        return StoredType.of(name, incarnation);
    }
}
