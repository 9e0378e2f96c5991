package dev.customerprofiles.core.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.StandardIdentifier;

/**
 * How records of one kind are read.
 *
 * @param templateId                      the built-in template it stands for, or null where it has fields and keys of its own
 * @param description                     or null
 * @param allowProfileCreation            whether a record that finds no profile makes one
 * @param sourceLastUpdatedTimestampFormat {@code EpochMilli} or a SimpleDateFormat pattern, or null
 * @param sourcePriority                  1 is the strongest, null weaker than any
 * @param expirationDays                  how long a record is kept after it came, 1 to 1098; null as long as its domain says
 * @param maxProfileObjectCount           how many records a profile should keep at most, 1 or more, or null
 * @param fields                          by name, in the order of their definition
 * @param keys                            by key name, in the order of their definition
 */
public record ObjectType(
        String name,
        String templateId,
        String description,
        boolean allowProfileCreation,
        String sourceLastUpdatedTimestampFormat,
        Integer sourcePriority,
        Integer expirationDays,
        Integer maxProfileObjectCount,
        Map<String, Field> fields,
        Map<String, List<KeyDefinition>> keys) {

    private static final int LONGEST_KEPT_DAYS = 1098;

    public ObjectType {
        Objects.requireNonNull(name, "name");
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        Map<String, List<KeyDefinition>> copy = new LinkedHashMap<>();
        keys.forEach((key, definitions) -> copy.put(key, List.copyOf(definitions)));
        keys = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads a type as the API and the template files write it; members it does not know are left alone.
     *
     * @throws InvalidObjectType if it could not be used
     */
    public static ObjectType parse(String name, ObjectNode wire) {
        ObjectType type = new ObjectType(
                name,
                text(wire, "TemplateId", "TemplateId"),
                text(wire, "Description", "Description"),
                wire.path("AllowProfileCreation").asBoolean(false),
                text(wire, "SourceLastUpdatedTimestampFormat", "SourceLastUpdatedTimestampFormat"),
                whole(wire, "SourcePriority", Integer.MAX_VALUE),
                whole(wire, "ExpirationDays", LONGEST_KEPT_DAYS),
                whole(wire, "MaxProfileObjectCount", Integer.MAX_VALUE),
                fields(members(wire, "Fields")),
                keys(members(wire, "Keys")));
        ObjectTypeRules.check(type);
        return type;
    }

    /** The type in the shape of the API; members without a value are absent. */
    public ObjectNode toWire() {
        ObjectNode wire = JsonNodeFactory.instance.objectNode();
        wire.put("ObjectTypeName", name);
        putUnlessNull(wire, "Description", description);
        putUnlessNull(wire, "TemplateId", templateId);
        wire.put("AllowProfileCreation", allowProfileCreation);
        putUnlessNull(wire, "SourceLastUpdatedTimestampFormat", sourceLastUpdatedTimestampFormat);
        putUnlessNull(wire, "SourcePriority", sourcePriority);
        putUnlessNull(wire, "ExpirationDays", expirationDays);
        putUnlessNull(wire, "MaxProfileObjectCount", maxProfileObjectCount);
        ObjectNode wireFields = wire.putObject("Fields");
        fields.forEach((fieldName, field) -> {
            ObjectNode wireField = wireFields.putObject(fieldName);
            wireField.put("Source", field.source());
            putUnlessNull(wireField, "Target", field.target());
            wireField.put("ContentType", field.contentType().name());
        });
        ObjectNode wireKeys = wire.putObject("Keys");
        keys.forEach((keyName, definitions) -> {
            ArrayNode wireDefinitions = wireKeys.putArray(keyName);
            for (KeyDefinition definition : definitions) {
                ObjectNode wireDefinition = wireDefinitions.addObject();
                ArrayNode identifiers = wireDefinition.putArray("StandardIdentifiers");
                definition.identifiers().forEach(identifier -> identifiers.add(identifier.name()));
                ArrayNode fieldNames = wireDefinition.putArray("FieldNames");
                definition.fieldNames().forEach(fieldNames::add);
            }
        });
        return wire;
    }

    private static void putUnlessNull(ObjectNode wire, String member, String value) {
        if (value != null) {
            wire.put(member, value);
        }
    }

    private static void putUnlessNull(ObjectNode wire, String member, Integer value) {
        if (value != null) {
            wire.put(member, value);
        }
    }

    private static Integer whole(ObjectNode wire, String member, int max) {
        JsonNode number = wire.path(member);
        if (number.isMissingNode() || number.isNull()) {
            return null;
        }
        boolean fits = number.canConvertToExactIntegral() && number.canConvertToInt();
        if (!fits || number.intValue() < 1 || number.intValue() > max) {
            throw new InvalidObjectType(
                    member,
                    max == Integer.MAX_VALUE ? "must be an integer, 1 or greater" : "must be an integer, 1 to " + max);
        }
        return number.intValue();
    }

    private static Map<String, Field> fields(ObjectNode wire) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : wire.properties()) {
            String path = "Fields." + entry.getKey();
            ObjectNode field = object(entry.getValue(), path);
            fields.put(
                    entry.getKey(),
                    new Field(
                            text(field, "Source", path + ".Source"),
                            text(field, "Target", path + ".Target"),
                            constant(
                                    ContentType.class,
                                    text(field, "ContentType", path + ".ContentType"),
                                    path + ".ContentType")));
        }
        return fields;
    }

    private static Map<String, List<KeyDefinition>> keys(ObjectNode wire) {
        Map<String, List<KeyDefinition>> keys = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : wire.properties()) {
            String path = "Keys." + entry.getKey();
            List<KeyDefinition> definitions = new ArrayList<>();
            for (JsonNode element : list(entry.getValue(), path)) {
                ObjectNode definition = object(element, path);
                Set<StandardIdentifier> identifiers = EnumSet.noneOf(StandardIdentifier.class);
                for (String identifier : texts(definition, "StandardIdentifiers", path)) {
                    identifiers.add(constant(StandardIdentifier.class, identifier, path + ".StandardIdentifiers"));
                }
                definitions.add(new KeyDefinition(identifiers, texts(definition, "FieldNames", path)));
            }
            keys.put(entry.getKey(), definitions);
        }
        return keys;
    }

    private static List<String> texts(ObjectNode wire, String member, String path) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(wire.path(member), path + '.' + member)) {
            if (!element.isTextual()) {
                throw new InvalidObjectType(path + '.' + member, "must be a list of strings");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, String path) {
        if (name == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new InvalidObjectType(path, "must be one of " + List.of(type.getEnumConstants()));
    }

    private static ObjectNode members(ObjectNode wire, String member) {
        JsonNode node = wire.path(member);
        return node.isMissingNode() || node.isNull() ? wire.objectNode() : object(node, member);
    }

    private static ObjectNode object(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidObjectType(path, "must be an object");
    }

    private static Iterable<JsonNode> list(JsonNode node, String path) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new InvalidObjectType(path, "must be a list");
        }
        return node;
    }

    private static String text(ObjectNode wire, String member, String path) {
        JsonNode node = wire.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw new InvalidObjectType(path, "must be a string");
        }
        return node.textValue();
    }
}
