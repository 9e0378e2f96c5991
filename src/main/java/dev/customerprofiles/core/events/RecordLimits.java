package dev.customerprofiles.core.events;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.records.RecordJson;

/** What a record may be like, whichever door it comes through. */
public final class RecordLimits {

    private RecordLimits() {}

    /** Why a record is not taken at all; empty where it is. */
    public static Optional<Reason> refusal(ObjectNode record) {
        if (!RecordJson.hasShortPaths(record)) {
            return Optional.of(Reason.PATH_TOO_LONG);
        }
        return RecordJson.hasBearableNumbers(record) ? Optional.empty() : Optional.of(Reason.NUMBER_TOO_LARGE);
    }
}
