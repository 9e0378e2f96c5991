package dev.customerprofiles.core.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.ContentType;

/** How records of one kind are read: a document, not code (R§3.1). */
public record ObjectType(
        String name,
        String templateId,
        String description,
        boolean allowProfileCreation,
        String sourceLastUpdatedTimestampFormat,
        Integer sourcePriority,
        Map<String, Field> fields,
        Map<String, List<KeyDefinition>> keys) {

    public ObjectType {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** @throws InvalidObjectType where a member is not what it must be */
    public static ObjectType parse(String name, ObjectNode wire) {
        Map<String, Field> fields = new LinkedHashMap<>();
        wire.path("Fields")
                .properties()
                .forEach(e -> fields.put(
                        e.getKey(),
                        new Field(
                                e.getValue().path("Source").asText(),
                                text(e.getValue(), "Target"),
                                contentType(e.getKey(), text(e.getValue(), "ContentType")))));
        Map<String, List<KeyDefinition>> keys = new LinkedHashMap<>();
        wire.path("Keys").properties().forEach(e -> {
            List<KeyDefinition> definitions = new ArrayList<>();
            e.getValue().forEach(definition -> definitions.add(key(e.getKey(), definition)));
            keys.put(e.getKey(), definitions);
        });
        return new ObjectType(
                name,
                text(wire, "TemplateId"),
                text(wire, "Description"),
                wire.path("AllowProfileCreation").asBoolean(),
                text(wire, "SourceLastUpdatedTimestampFormat"),
                wire.hasNonNull("SourcePriority") ? wire.get("SourcePriority").asInt() : null,
                fields,
                keys);
    }

    private static KeyDefinition key(String name, JsonNode definition) {
        Set<StandardIdentifier> identifiers = EnumSet.noneOf(StandardIdentifier.class);
        for (JsonNode identifier : definition.path("StandardIdentifiers")) {
            try {
                identifiers.add(StandardIdentifier.valueOf(identifier.asText()));
            } catch (IllegalArgumentException e) {
                throw new InvalidObjectType("Keys." + name + ".StandardIdentifiers", "has an unknown value");
            }
        }
        List<String> fieldNames = new ArrayList<>();
        definition.path("FieldNames").forEach(field -> fieldNames.add(field.asText()));
        return new KeyDefinition(identifiers, fieldNames);
    }

    private static ContentType contentType(String field, String name) {
        try {
            return name == null ? ContentType.STRING : ContentType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidObjectType("Fields." + field + ".ContentType", "has an unknown value");
        }
    }

    private static String text(JsonNode node, String member) {
        return node.hasNonNull(member) ? node.get(member).asText() : null;
    }
}
