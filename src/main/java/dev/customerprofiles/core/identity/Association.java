package dev.customerprofiles.core.identity;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Whom a record is about, as far as its keys tell. */
public sealed interface Association {

    /** Exactly one profile has the deciding key, by this id of it. */
    record Found(String profileId) implements Association {}

    /** No profile has any of the keys. */
    record None() implements Association {}

    /** Some keys belong to several profiles, and none to exactly one. */
    record Ambiguous() implements Association {}

    /**
     * Tries the primary keys in their order, then the secondary ones. A key that belongs to more than one profile is passed over;
     * the first that belongs to exactly one decides.
     *
     * @param survivor the profile that an owner is part of now
     */
    static Association of(List<RecordKey> keys, Function<Key, Owners> owners, UnaryOperator<String> survivor) {
        boolean ambiguous = false;
        for (boolean secondary : new boolean[] {false, true}) {
            for (RecordKey key : keys) {
                if (!key.has(StandardIdentifier.PROFILE) || key.has(StandardIdentifier.SECONDARY) != secondary) {
                    continue;
                }
                Owners found = owners.apply(key.key());
                Optional<String> only = found.only(survivor);
                if (only.isPresent()) {
                    return new Found(only.get());
                }
                ambiguous |= !found.unowned();
            }
        }
        return ambiguous ? new Ambiguous() : new None();
    }
}
