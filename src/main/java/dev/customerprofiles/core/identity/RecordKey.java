package dev.customerprofiles.core.identity;

import java.util.Set;

/** A key that a record has a value for, with what it is used for. */
public record RecordKey(Key key, Set<StandardIdentifier> identifiers) {

    public RecordKey {
        identifiers = Set.copyOf(identifiers);
    }

    public boolean has(StandardIdentifier identifier) {
        return identifiers.contains(identifier);
    }
}
