package dev.customerprofiles.core.records;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value for one unit of a profile.
 *
 * @param value text, or for an address an object of texts
 * @param at    newest source time among the leaves of the record that it was made of
 */
public record Value(JsonNode value, Instant at) {}
