package dev.customerprofiles.doors.amqp;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Reason;

/** What a message turned out to be, before anyone asked which domains and sources there are. */
sealed interface Decoded {

    /** Identity of the event; made up, and the same for every delivery of a message, where the message carries none. */
    EventId id();

    /** CloudEvents' {@code source}, or null. */
    String source();

    /** The extension {@code domain}, or null. */
    String domain();

    /** CloudEvents' {@code type}, or null. */
    String type();

    /** What was sent, as text. */
    String payload();

    /** A CloudEvent with a record in it; {@code time} may be null. */
    record Event(EventId id, String domain, String type, Instant time, ObjectNode record, String payload)
            implements Decoded {

        @Override
        public String source() {
            return id.source();
        }
    }

    /** Not a CloudEvent with a record in it; source, domain and type as far as they could be read. */
    record Poison(EventId id, String source, String domain, String type, Reason reason, String payload)
            implements Decoded {}
}
