package dev.customerprofiles.core.events;

/** What became of something that a person wanted to do to a profile. */
public sealed interface Edited {

    /** It is done, or had been done before. */
    record Done(String profileId) implements Edited {}

    /** There is no such profile. */
    record NotFound() implements Edited {}

    /** The profile is not any more what the caller has read; nothing was done. */
    record Outdated() implements Edited {}

    /** It cannot be done; nothing was. */
    record Refused(Rule rule) implements Edited {}

    /** What a profile must keep. */
    enum Rule {
        PROFILE_SIZE,
        KEYS_OF_PROFILE,
        KEY_IS_ADDED,
        KEY_IS_KNOWN
    }
}
