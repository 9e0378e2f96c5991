package dev.customerprofiles.core.records;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.customerprofiles.core.identity.StandardIdentifier;

/**
 * One definition of a key.
 *
 * @param identifiers what it is used for; empty: only searched for
 * @param fieldNames  the fields it is made of; several make a composite key
 */
public record KeyDefinition(Set<StandardIdentifier> identifiers, List<String> fieldNames) {

    public KeyDefinition {
        identifiers = identifiers.isEmpty()
                ? Set.of()
                : Collections.unmodifiableSet(EnumSet.copyOf(identifiers)); // keeps one order on the wire
        fieldNames = List.copyOf(fieldNames);
    }

    boolean has(StandardIdentifier identifier) {
        return identifiers.contains(identifier);
    }
}
