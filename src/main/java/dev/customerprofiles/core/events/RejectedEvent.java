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
        String reason,
        String message,
        long at,
        int attempts,
        boolean parked,
        List<String> waits,
        String object,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long time,
        String freshId,
        long expires,
        @JsonInclude(JsonInclude.Include.NON_NULL) ObjectNode contact,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long live) {

    public RejectedEvent {
        waits = waits == null ? List.of() : List.copyOf(waits);
    }

    static RejectedEvent of(SourceEvent event, Reason reason, List<String> waits, long expires) {
        return new RejectedEvent(
                event.id().source(),
                event.id().id(),
                event.type(),
                reason.code(),
                reason.message(),
                event.arrival().toEpochMilli(),
                1,
                !waits.isEmpty(),
                waits,
                event.record().toString(),
                event.time() == null ? null : event.time().toEpochMilli(),
                event.freshId(),
                expires,
                null,
                null);
    }

    static RejectedEvent of(UnreadableEvent event, long expires) {
        return new RejectedEvent(
                event.id().source(),
                event.id().id(),
                event.type(),
                event.reason().code(),
                event.reason().message(),
                event.arrival().toEpochMilli(),
                1,
                false,
                List.of(),
                event.payload(),
                null,
                null,
                expires,
                null,
                null);
    }

    /** Whether there is a record in it that can be tried again; what is no event stays none. */
    boolean hasRecord() {
        return freshId != null;
    }

    /** This event, of the object type that its type means now. */
    RejectedEvent typed(Map<String, String> typeNames) {
        return new RejectedEvent(
                source,
                event,
                typeNames.getOrDefault(String.valueOf(type), type),
                reason,
                message,
                at,
                attempts,
                parked,
                waits,
                object,
                time,
                freshId,
                expires,
                contact,
                live);
    }

    /** The event as it was, to be tried again. */
    SourceEvent toEvent() throws JsonProcessingException {
        return new SourceEvent(
                new EventId(source, event),
                type,
                (ObjectNode) Json.parse(object),
                time == null ? null : Instant.ofEpochMilli(time),
                Instant.ofEpochMilli(at),
                freshId);
    }

    RejectedEvent again(Reason next, List<String> nextWaits) {
        return new RejectedEvent(
                source,
                event,
                type,
                next.code(),
                next.message(),
                at,
                attempts + 1,
                !nextWaits.isEmpty(),
                nextWaits,
                object,
                time,
                freshId,
                expires,
                nextWaits.isEmpty() ? null : contact,
                nextWaits.isEmpty() ? null : live);
    }

    /** The same event, as one that tells of a contact; {@code nextLive} is null where the contact is over. */
    RejectedEvent ofContact(ObjectNode nextContact, Long nextLive) {
        return new RejectedEvent(
                source,
                event,
                type,
                reason,
                message,
                at,
                attempts,
                parked,
                waits,
                object,
                time,
                freshId,
                expires,
                nextContact,
                nextLive);
    }
}
