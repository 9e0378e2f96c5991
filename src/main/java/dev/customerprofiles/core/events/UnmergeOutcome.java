package dev.customerprofiles.core.events;

/** What became of the wish to take a merge back. */
public sealed interface UnmergeOutcome {

    /** The two profiles that now exist. */
    record Unmerged(String profileId, String mergedProfileId) implements UnmergeOutcome {}

    /** There is no profile of this id. */
    record NotFound(String profileId) implements UnmergeOutcome {}

    /** The one was never merged into the other, or is no more. */
    record NotMerged() implements UnmergeOutcome {}
}
