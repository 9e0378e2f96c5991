package dev.customerprofiles.core.events;

import java.util.Objects;

/**
 * What a person asks for: that a merged profile is one of its own again.
 *
 * @param id              tells this request from every other, so that it happens once
 * @param profileId       any id of the profile
 * @param mergedProfileId the id that leaves it
 * @param actor           who asks
 */
public record Unmerge(String id, String profileId, String mergedProfileId, String actor) {

    public Unmerge {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(profileId, "profileId");
        Objects.requireNonNull(mergedProfileId, "mergedProfileId");
    }
}
