package dev.customerprofiles.core.profiles;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.records.Accumulated;
import dev.customerprofiles.core.records.Item;
import dev.customerprofiles.core.records.ItemKind;
import dev.customerprofiles.core.records.Value;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * A source record that belongs to a profile, over all its versions: what an object document holds.
 *
 * @param record      its opaque unique key
 * @param owner       id of the profile
 * @param accumulated the record itself
 * @param keys        the identities it gives its owner ({@code Ref.id})
 * @param item        how it shows in a pane, if it does
 * @param fields      what it says of the customer
 * @param founder     whether it made its owner
 * @param keptUntil   when it expires, epoch milliseconds
 */
public record SourceObject(
        String type,
        String record,
        String owner,
        Accumulated accumulated,
        List<String> keys,
        Optional<Item> item,
        Map<String, Value> fields,
        boolean founder,
        long keptUntil) {

    public SourceObject {
        keys = List.copyOf(keys);
        fields = new TreeMap<>(fields);
    }

    public SourceObject withKeys(List<String> next) {
        return new SourceObject(type, record, owner, accumulated, next, item, fields, founder, keptUntil);
    }

    public static Ref ref(String type, String record) {
        return new Ref(Kind.OBJECT, type + '|' + record);
    }

    public long at() {
        return accumulated.version().at().toEpochMilli();
    }

    /** As the profile shows it, if it shows in a pane. */
    Optional<ProfileItem> shown() {
        return kind().flatMap(kind -> item).map(shown -> new ProfileItem(record, type, at(), shown.fields()));
    }

    /** The pane that shows it, if it shows in one. */
    Optional<ItemKind> kind() {
        return item.map(Item::kind).filter(ItemKind::inProfile);
    }

    public ObjectNode toJson() {
        ObjectNode body = Json.object();
        body.put("type", type).put("record", record).put("owner", owner);
        accumulated.toJson(body);
        if (!keys.isEmpty()) {
            keys.forEach(body.putArray("keys")::add);
        }
        item.ifPresent(
                shown -> body.putObject("item").put("kind", shown.kind().name()).set("fields", shown.fields()));
        if (!fields.isEmpty()) {
            ObjectNode said = body.putObject("fields");
            fields.forEach((field, value) ->
                    said.putObject(field).put("at", value.at().toEpochMilli()).set("v", value.value()));
        }
        if (founder) {
            body.put("founder", true);
        }
        item.filter(LiveContact::isContact)
                .filter(contact -> !LiveContact.isOver(contact.fields()))
                .ifPresent(contact -> body.put(LiveContact.LIVE, at()));
        return body.put("keptUntil", keptUntil);
    }

    /** Whose an object is, of which this is the body. */
    public static String owner(ObjectNode body) {
        return body.path("owner").asText();
    }

    public static SourceObject fromJson(ObjectNode body) {
        List<String> keys = new ArrayList<>();
        body.path("keys").forEach(key -> keys.add(key.asText()));
        Map<String, Value> fields = new TreeMap<>();
        body.path("fields")
                .properties()
                .forEach(e -> fields.put(
                        e.getKey(),
                        new Value(
                                e.getValue().get("v"),
                                Instant.ofEpochMilli(e.getValue().get("at").asLong()))));
        return new SourceObject(
                body.path("type").asText(),
                body.path("record").asText(),
                body.path("owner").asText(),
                Accumulated.fromJson(body),
                keys,
                Optional.ofNullable((ObjectNode) body.get("item"))
                        .map(item -> new Item(
                                ItemKind.valueOf(item.get("kind").asText()), item.withObjectProperty("fields"))),
                fields,
                body.path("founder").asBoolean(),
                body.path("keptUntil").asLong());
    }
}
