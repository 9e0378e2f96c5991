package dev.customerprofiles.doors.rest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.Preview;
import dev.customerprofiles.core.records.Item;

/** What a record would do, as the API shows it. */
final class PreviewView {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PreviewView() {}

    static ObjectNode of(Preview preview) {
        ObjectNode view =
                JSON.objectNode().put("Outcome", preview.outcome().status().code());
        if (preview.outcome().reason() != null) {
            view.put("Reason", preview.outcome().reason().code())
                    .put("Message", preview.outcome().reason().message());
        }
        preview.profileIds().forEach(view.putArray("ProfileIds")::add);
        preview.profile().ifPresent(profile -> view.set("Profile", profile));
        preview.item().ifPresent(item -> view.set(member(item), item.fields()));
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        preview.keys().forEach(key -> keys.computeIfAbsent(key.key().name(), name -> new LinkedHashSet<>())
                .add(key.key().value()));
        ArrayNode shown = view.putArray("Keys");
        keys.forEach((name, values) ->
                values.forEach(shown.addObject().put("KeyName", name).putArray("Values")::add));
        return view;
    }

    /** {@code Case} of {@code _case}. */
    private static String member(Item item) {
        String type = item.kind().typeName();
        return Character.toUpperCase(type.charAt(1)) + type.substring(2);
    }
}
