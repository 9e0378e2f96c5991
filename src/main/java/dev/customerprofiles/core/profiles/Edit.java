package dev.customerprofiles.core.profiles;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that a person set by hand.
 *
 * @param v  the value, or null where the person cleared the field
 * @param at when, epoch milliseconds
 */
public record Edit(JsonNode v, long at) {

    boolean clears() {
        return v == null || v.isNull();
    }
}
