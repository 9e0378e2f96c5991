package dev.customerprofiles.core.events;

import java.util.Set;

/** What became of the wish to merge profiles. */
public sealed interface MergeOutcome {

    /** They are one. @param absorbed the ids that became part of it just now; those that were already are left out */
    record Merged(String profileId, Set<String> absorbed) implements MergeOutcome {}

    /** There is no profile of this id; nothing has changed. */
    record NotFound(String profileId) implements MergeOutcome {}

    /** The profile would grow beyond its limit; nothing has changed. */
    record TooLarge() implements MergeOutcome {}
}
