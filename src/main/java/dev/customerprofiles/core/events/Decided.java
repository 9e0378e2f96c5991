package dev.customerprofiles.core.events;

import java.util.List;

import dev.customerprofiles.core.state.Ref;

/**
 * What was found out about a record.
 *
 * @param waitsFor the keys it waits for, when it is parked
 */
record Decided(Outcome outcome, List<Ref> waitsFor) {

    /** With the profile that the record's customer has become part of. */
    Decided of(Survivors survivors) {
        return outcome.profileId() == null
                ? this
                : new Decided(outcome.of(survivors.id(outcome.profileId())), waitsFor);
    }

    static Decided applied(Outcome.Status status, String profileId, String uniqueKey) {
        return new Decided(new Outcome(status, null, profileId, uniqueKey), List.of());
    }

    static Decided rejected(Reason reason, String uniqueKey) {
        return new Decided(Outcome.rejected(reason, uniqueKey), List.of());
    }

    static Decided parked(String uniqueKey, List<Ref> waitsFor) {
        return new Decided(Outcome.parked(uniqueKey), waitsFor);
    }
}
