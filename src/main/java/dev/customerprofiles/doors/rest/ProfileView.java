package dev.customerprofiles.doors.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.GoldenRecord;
import dev.customerprofiles.core.profiles.LiveContact;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.records.StoredType;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.doors.rest.dialect.Seconds;

/** Stored documents as the API shows them. */
final class ProfileView {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ProfileView() {}

    /** The reference's Profile. */
    static ObjectNode profile(Document document) {
        ObjectNode view = JSON.objectNode().put("ProfileId", document.ref().id());
        document.body().path("profile").properties().forEach(field -> view.set(field.getKey(), field.getValue()));
        return view;
    }

    /**
     * The whole document.
     *
     * @param grounds  what its golden record follows from
     * @param priority SourcePriority of an object type, null where it has none
     */
    static ObjectNode whole(Document document, Profile grounds, Function<String, Integer> priority) {
        ObjectNode body = document.body();
        ObjectNode view = profile(document);
        view.put("Revision", document.seq());
        putTime(view, "CreatedAt", body.path("createdAt"));
        putTime(view, "LastUpdatedAt", body.path("updatedAt"));
        for (Pane pane : Pane.values()) {
            ArrayNode items = view.putArray(pane.member());
            body.path(pane.stored()).forEach(item -> items.add(item(item.path("type"), item, item.path("fields"))));
        }
        view.set("Keys", keys(body.path("keys")));
        view.set("Sources", sources(body.path("sources")));
        view.set("MergedProfiles", merged(grounds));
        view.set("Provenance", provenance(grounds, priority));
        return view;
    }

    /** An object that shows as an item of a pane. */
    static ObjectNode item(Document object) {
        JsonNode body = object.body();
        return item(body.path("type"), body, body.path("item").path("fields"));
    }

    /** A record of a contact in progress: an object of a profile, or an event that waits for one. */
    static ObjectNode contact(Document document) {
        JsonNode body = document.body();
        JsonNode waiting = body.path("contact");
        if (waiting.isMissingNode()) {
            return item(document).put("ProfileId", body.path("owner").asText());
        }
        ObjectNode view =
                JSON.objectNode().put("ObjectTypeName", body.path("type").asText());
        putTime(view, "At", body.path(LiveContact.LIVE));
        waiting.properties().forEach(field -> view.set(field.getKey(), field.getValue()));
        return view;
    }

    private static ObjectNode item(JsonNode type, JsonNode item, JsonNode fields) {
        ObjectNode view = JSON.objectNode()
                .put("ObjectTypeName", StoredType.name(type.asText()))
                .put("ProfileObjectUniqueKey", item.path("record").asText());
        putTime(view, "At", item.path("at"));
        fields.properties().forEach(field -> view.set(field.getKey(), field.getValue()));
        return view;
    }

    private static ArrayNode keys(JsonNode keys) {
        Map<String, ArrayNode> byName = new LinkedHashMap<>();
        keys.forEach(key -> byName.computeIfAbsent(key.path("name").asText(), name -> JSON.arrayNode())
                .add(key.path("value")));
        ArrayNode view = JSON.arrayNode();
        byName.forEach((name, values) -> view.addObject().put("KeyName", name).set("Values", values));
        return view;
    }

    /** The profiles that were merged into this one, and may leave it again. */
    private static ArrayNode merged(Profile profile) {
        ArrayNode view = JSON.arrayNode();
        profile.origins().stream().filter(origin -> !origin.survives()).forEach(origin -> view.addObject()
                .put("ProfileId", origin.id())
                .put("MergedInto", origin.into())
                .put("MergedAt", Seconds.ofMillis(origin.at())));
        return view;
    }

    private static ArrayNode sources(JsonNode sources) {
        ArrayNode view = JSON.arrayNode();
        for (JsonNode source : sources) {
            String type = StoredType.name(source.path("type").asText());
            ObjectNode entry = view.addObject().put("ObjectTypeName", type).put("SourceName", sourceName(type));
            entry.put("ProfileId", source.path("origin").asText());
            entry.put("Records", source.path("records").asInt());
            putTime(entry, "LastUpdatedAt", source.path("updatedAt"));
        }
        return view;
    }

    /** The system that a type is named after: {@code Zendesk} of {@code Zendesk-tickets}. */
    private static String sourceName(String type) {
        int dash = type.indexOf('-');
        return dash > 0 ? type.substring(0, dash) : type;
    }

    private static ObjectNode provenance(Profile profile, Function<String, Integer> priority) {
        ObjectNode view = JSON.objectNode();
        GoldenRecord.decide(profile, priority).forEach((path, decision) -> {
            ObjectNode entry = candidate(decision.winner())
                    .put("Because", decision.because().code());
            ArrayNode others = entry.putArray("Others");
            decision.others().forEach(loser -> others.add(candidate(loser)));
            view.set(path, entry);
        });
        return view;
    }

    /** What a source says of a field; what a person set by hand has no object type. */
    private static ObjectNode candidate(GoldenRecord.Candidate candidate) {
        ObjectNode view = JSON.objectNode();
        view.set("Value", candidate.said().v());
        if (candidate.type() != null) {
            view.put("ObjectTypeName", StoredType.name(candidate.type()));
            view.put("ProfileObjectUniqueKey", candidate.said().record());
        }
        return view.put("At", Seconds.ofMillis(candidate.said().at()));
    }

    static void putTime(ObjectNode view, String name, JsonNode millis) {
        if (millis.isNumber()) {
            view.put(name, Seconds.ofMillis(millis.longValue()));
        }
    }
}
