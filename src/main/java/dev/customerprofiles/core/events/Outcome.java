package dev.customerprofiles.core.events;

import java.util.Locale;

/**
 * What became of an event.
 *
 * @param status    the one outcome
 * @param reason    why, for parked and rejected events, otherwise null
 * @param profileId the profile it went to, or null
 * @param uniqueKey the opaque key of the profile object, or null where there is none
 */
public record Outcome(Status status, Reason reason, String profileId, String uniqueKey) {

    public enum Status {
        CREATED,
        UPDATED,
        UNCHANGED,
        STALE,
        PARKED,
        REJECTED;

        /** As the API and the metrics say it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** The same of another profile, which its profile has become part of. */
    Outcome of(String other) {
        return other.equals(profileId)
                ? this
                : new Outcome(status == Status.CREATED ? Status.UPDATED : status, reason, other, uniqueKey);
    }

    public static Outcome rejected(Reason reason, String uniqueKey) {
        return new Outcome(Status.REJECTED, reason, null, uniqueKey);
    }

    public static Outcome parked(String uniqueKey) {
        return new Outcome(Status.PARKED, Reason.NO_PROFILE, null, uniqueKey);
    }
}
