package dev.customerprofiles.core.records;

import java.util.List;
import java.util.Set;

/** One definition of a key: what it is for, and the fields that make its value (R§3.3). */
public record KeyDefinition(Set<StandardIdentifier> identifiers, List<String> fieldNames) {

    public KeyDefinition {
        identifiers = Set.copyOf(identifiers);
        fieldNames = List.copyOf(fieldNames);
    }
}
