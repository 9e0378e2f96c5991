package dev.customerprofiles.core.events;

import java.util.Arrays;

/** Why an event was not applied; the codes are stable and part of the API. */
public enum Reason {
    NOT_JSON("not-json", "the data is not a JSON object"),
    NOT_A_CLOUD_EVENT("not-a-cloud-event", "the message is not a CloudEvent 1.0"),
    UNKNOWN_DOMAIN("unknown-domain", "no domain of that name"),
    UNKNOWN_TYPE("unknown-object-type", "the type is neither an object type, a template nor a type of the integration"),
    TOO_LARGE("too-large", "the record has more than 256000 characters"),
    PATH_TOO_LONG("path-too-long", "the names on the way to a value have more than 1000 characters together"),
    NUMBER_TOO_LARGE("number-too-large", "a number has an exponent of more than 6144"),
    NO_UNIQUE_KEY("no-unique-key", "the record carries no value for the key that identifies it"),
    NO_PROFILE_KEY("no-profile-key", "the record carries no value for any key that finds a profile"),
    AMBIGUOUS_PROFILE("ambiguous-profile", "every key of the record belongs to more than one profile"),
    PROFILE_TOO_LARGE("profile-too-large", "the profile would grow beyond its limit"),
    NO_PROFILE("no-profile", "no profile has any key of the record yet, and its type may not create one"),
    INTERNAL("internal-error", "the record could not be processed");

    private final String code;
    private final String message;

    Reason(String code, String message) {
        this.code = code;
        this.message = message;
    }

    /** The reason with this code; INTERNAL for codes of other versions of the service. */
    public static Reason of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst()
                .orElse(INTERNAL);
    }

    public String code() {
        return code;
    }

    public String message() {
        return message;
    }
}
