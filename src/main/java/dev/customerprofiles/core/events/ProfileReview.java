package dev.customerprofiles.core.events;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/**
 * How far the profiles of a domain have been compared by its changed matching rules.
 *
 * @param after    id of the last profile that was looked at, or null
 * @param reviewed how many were
 */
public record ProfileReview(String after, long reviewed) {

    /** The work's name among the jobs. */
    public static final String WORK = "profile-review";

    static final ProfileReview BEGIN = new ProfileReview(null, 0);

    public static ProfileReview read(ObjectNode state) {
        return Json.read(state, ProfileReview.class);
    }

    ObjectNode toJson() {
        return Json.write(this);
    }
}
