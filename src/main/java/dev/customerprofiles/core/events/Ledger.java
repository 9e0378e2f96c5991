package dev.customerprofiles.core.events;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/** The account of what became of every event: one entry each, written with what the event did. */
public final class Ledger {

    private Ledger() {}

    /** The entry of an event. */
    public static Ref ref(EventId id) {
        return new Ref(Kind.HISTORY, History.id(said(id)));
    }

    /** Where an event is kept while it is parked or rejected. */
    public static Ref rejectedRef(EventId id) {
        return new Ref(Kind.REJECTED, Prepared.hash(said(id)));
    }

    /** With the length in front: a source may contain any character, also the one between source and id. */
    private static String said(EventId id) {
        return id.source().length() + "|" + id;
    }

    static ObjectNode entry(EventId id, String type, Outcome outcome, Instant at, Duration kept) {
        ObjectNode entry = Json.object();
        entry.put("source", id.source()).put("event", id.id());
        entry.put("outcome", outcome.status().code());
        if (outcome.reason() != null) {
            entry.put("reason", outcome.reason().code());
        }
        put(entry, History.PROFILE, outcome.profileId());
        put(entry, "type", type);
        put(entry, "record", outcome.uniqueKey());
        entry.put(History.ACTION, History.Action.INGESTED.name()).put("at", at.toEpochMilli());
        entry.put("expires", at.plus(kept).toEpochMilli());
        return entry;
    }

    static Outcome outcome(ObjectNode entry) {
        return new Outcome(
                Outcome.Status.of(entry.get("outcome").asText()),
                entry.has("reason") ? Reason.of(entry.get("reason").asText()) : null,
                text(entry, History.PROFILE),
                text(entry, "record"));
    }

    private static void put(ObjectNode entry, String member, String value) {
        if (value != null) {
            entry.put(member, value);
        }
    }

    private static String text(ObjectNode entry, String member) {
        return entry.hasNonNull(member) ? entry.get(member).asText() : null;
    }
}
