package dev.customerprofiles.core.events;

import java.util.Objects;

/**
 * What a person asks for: that a merged profile is one of its own again.
 *
 * @param profileId       any id of the profile
 * @param mergedProfileId the id that leaves it
 */
public record Unmerge(Act act, String profileId, String mergedProfileId) {

    public Unmerge {
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(profileId, "profileId");
        Objects.requireNonNull(mergedProfileId, "mergedProfileId");
    }
}
