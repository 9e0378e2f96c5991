package dev.customerprofiles.core.events;

import java.time.Instant;

/**
 * An event that is rejected before its record could be looked at.
 *
 * @param id      identity of the event; made up where the message carries none
 * @param type    the object type as far as known, or null
 * @param payload what was sent, as text
 */
public record UnreadableEvent(EventId id, String type, Reason reason, String payload, Instant arrival) {}
