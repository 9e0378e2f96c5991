package dev.customerprofiles.core.records;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a record says of one field.
 *
 * @param value text, or an object for an address
 * @param at    newest source time of what it was made of
 */
public record Value(JsonNode value, Instant at) {}
