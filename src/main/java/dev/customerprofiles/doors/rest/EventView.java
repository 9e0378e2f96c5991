package dev.customerprofiles.doors.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.state.Document;

/** Events, and what became of them, as the API shows them. */
final class EventView {

    private EventView() {}

    /** A rejected or parked event, without what was sent. */
    static ObjectNode rejected(Document event) {
        JsonNode body = event.body();
        ObjectNode view =
                JsonNodeFactory.instance.objectNode().put("Id", event.ref().id());
        putText(view, "EventId", body.path("event"));
        putText(view, "Source", body.path("source"));
        putText(view, "ObjectTypeName", body.path("type"));
        putText(view, "Reason", body.path("reason"));
        putText(view, "Message", body.path("message"));
        ProfileView.putTime(view, "ReceivedAt", body.path("at"));
        return view.put("Attempts", body.path("attempts").asInt());
    }

    /** What became of an event that was tried again. */
    static ObjectNode outcome(Outcome outcome) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("Outcome", outcome.status().code());
        if (outcome.reason() != null) {
            view.put("Reason", outcome.reason().code());
            view.put("Message", outcome.reason().message());
        }
        if (outcome.profileId() != null) {
            view.put("ProfileId", outcome.profileId());
        }
        if (outcome.uniqueKey() != null) {
            view.put("ProfileObjectUniqueKey", outcome.uniqueKey());
        }
        return view;
    }

    /** The ledger's entry of an event. */
    static ObjectNode event(JsonNode entry) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        putText(view, "EventId", entry.path("event"));
        putText(view, "Source", entry.path("source"));
        putText(view, "Outcome", entry.path("outcome"));
        putText(view, "Reason", entry.path("reason"));
        putText(view, "ProfileId", entry.path("profile"));
        putText(view, "ObjectTypeName", entry.path("type"));
        putText(view, "ProfileObjectUniqueKey", entry.path("record"));
        ProfileView.putTime(view, "At", entry.path("at"));
        return view;
    }

    private static void putText(ObjectNode view, String name, JsonNode value) {
        if (value.isTextual() && !value.textValue().isEmpty()) {
            view.set(name, value);
        }
    }
}
