package dev.customerprofiles.core.profiles;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One value of one field, and who said it when.
 *
 * @param v      text, or an object for an address
 * @param at     source time, epoch milliseconds
 * @param record unique key of the profile object that carries it
 */
public record Said(JsonNode v, long at, String record) {

    /** Whether this wins over another value of the same field from a record of the same type. */
    boolean beats(Said other) {
        if (at != other.at) {
            return at > other.at;
        }
        int byRecord = record.compareTo(other.record);
        return byRecord != 0 ? byRecord > 0 : v.toString().compareTo(other.v.toString()) > 0;
    }
}
