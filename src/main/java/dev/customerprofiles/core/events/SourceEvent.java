package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One record from a source system, with what is known of its delivery.
 *
 * @param id        identity of the event, for the ledger
 * @param type      name of the object type or template the record is of
 * @param record    the source record
 * @param time      source time as the event says it, or null
 * @param arrival   when it was received
 * @param freshId   the id a profile gets if this event creates one: 32 lower-case hexadecimal digits
 */
public record SourceEvent(EventId id, String type, ObjectNode record, Instant time, Instant arrival, String freshId) {

    public SourceEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(arrival, "arrival");
        Objects.requireNonNull(freshId, "freshId");
    }
}
