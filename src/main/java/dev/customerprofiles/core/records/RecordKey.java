package dev.customerprofiles.core.records;

import java.util.Set;

import dev.customerprofiles.core.identity.Key;

/** A key that a record carries, and what it is for; without identifiers it serves searches only. */
public record RecordKey(Key key, Set<StandardIdentifier> identifiers) {

    public RecordKey {
        identifiers = Set.copyOf(identifiers);
    }

    public boolean has(StandardIdentifier identifier) {
        return identifiers.contains(identifier);
    }
}
