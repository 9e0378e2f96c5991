package dev.customerprofiles.doors.amqp;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.state.Domain;

/** Where a message belongs. */
sealed interface Resolution {

    /** A record for an object type of a domain. */
    record Resolved(Domain domain, String objectType, Decoded.Event event) implements Resolution {}

    /** Nothing that can be applied, to be kept by this domain; {@code type} may be null. */
    record Unreadable(Domain domain, EventId id, String type, Reason reason, String payload) implements Resolution {}

    /** Nothing that can be applied, and no domain to keep it. */
    record Homeless(EventId id, Reason reason) implements Resolution {}
}
