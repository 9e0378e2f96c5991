package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/**
 * An event that could not be applied, kept with what was sent: rejected, or parked until a profile has one of its keys.
 *
 * @param storedAs the name that its record would be stored under, or null where there is no type of its name
 * @param at       when it was received, epoch milliseconds
 * @param attempts how often it has been tried, 1 after the first time
 * @param waits    identities ({@code Ref.id}) that it waits for, while it is parked
 * @param object   what was sent, as text
 * @param time     source time of the event, epoch milliseconds, or null
 * @param freshId  the id a profile gets if this event creates one; null for what is no event with a record
 * @param expires  when it is forgotten, epoch milliseconds
 * @param contact  of a parked contact record, what the pane of contacts would show; otherwise null
 * @param live     of a contact in progress that waits for its customer, the record's source time, epoch milliseconds;
 *     otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record RejectedEvent(
        String source,
        String event,
        String type,
        String storedAs,
        String reason,
        String message,
        long at,
        int attempts,
        boolean parked,
        List<String> waits,
        String object,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long time,
        String freshId,
        int keptDays,
        long expires,
        @JsonInclude(JsonInclude.Include.NON_NULL) ObjectNode contact,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long live) {

    public RejectedEvent {
        waits = waits == null ? List.of() : List.copyOf(waits);
    }

    static RejectedEvent of(Prepared prepared, String storedAs, Reason reason, List<String> waits, long expires) {
        SourceEvent event = prepared.event();
        return new RejectedEvent(
                event.id().source(),
                event.id().id(),
                event.type(),
                storedAs,
                reason.code(),
                reason.message(),
                event.arrival().toEpochMilli(),
                1,
                !waits.isEmpty(),
                waits,
                event.record().toString(),
                event.time() == null ? null : event.time().toEpochMilli(),
                event.freshId(),
                prepared.keptDays(),
                expires,
                null,
                null);
    }

    static RejectedEvent of(UnreadableEvent event, long expires) {
        return new RejectedEvent(
                event.id().source(),
                event.id().id(),
                event.type(),
                null,
                event.reason().code(),
                event.reason().message(),
                event.arrival().toEpochMilli(),
                1,
                false,
                List.of(),
                event.payload(),
                null,
                null,
                0,
                expires,
                null,
                null);
    }

    EventId id() {
        return new EventId(source, event);
    }

    /** Whether there is a record in it that can be tried again; what is no event stays none. */
    boolean hasRecord() {
        return freshId != null;
    }

    /** This event, of the object type that its type means now. */
    RejectedEvent typed(Map<String, String> typeNames) {
        String means = typeNames.getOrDefault(String.valueOf(type), type);
        String stored = means == null || means.equals(type) ? storedAs : null;
        return with(means, stored, reason, message, attempts, waits, contact, live);
    }

    /** The event as it was, to be tried again. */
    SourceEvent toEvent() throws JsonProcessingException {
        return new SourceEvent(
                id(),
                type,
                (ObjectNode) Json.parse(object),
                time == null ? null : Instant.ofEpochMilli(time),
                Instant.ofEpochMilli(at),
                freshId);
    }

    RejectedEvent again(Reason next, List<String> nextWaits, String nextStoredAs) {
        boolean waitsAgain = !nextWaits.isEmpty();
        return with(
                type,
                nextStoredAs,
                next.code(),
                next.message(),
                attempts + 1,
                nextWaits,
                waitsAgain ? contact : null,
                waitsAgain ? live : null);
    }

    /** The same event, as one that tells of a contact; {@code nextLive} is null where the contact is over. */
    RejectedEvent ofContact(ObjectNode nextContact, Long nextLive) {
        return with(type, storedAs, reason, message, attempts, waits, nextContact, nextLive);
    }

    /** The same event; it is parked as long as it waits for something. */
    private RejectedEvent with(
            String nextType,
            String nextStoredAs,
            String nextReason,
            String nextMessage,
            int nextAttempts,
            List<String> nextWaits,
            ObjectNode nextContact,
            Long nextLive) {
        return new RejectedEvent(
                source,
                event,
                nextType,
                nextStoredAs,
                nextReason,
                nextMessage,
                at,
                nextAttempts,
                !nextWaits.isEmpty(),
                nextWaits,
                object,
                time,
                freshId,
                keptDays,
                expires,
                nextContact,
                nextLive);
    }
}
