package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.state.Json;

/** An object type ready for use: from a record to what it says in standard terms. */
public final class Mapping {

    private static final Instant NO_TIME = Instant.EPOCH;

    private final ObjectType type;
    private final Normalisation normalisation;
    private final Map<String, Compiled> fields = new LinkedHashMap<>();

    private Mapping(ObjectType type, Normalisation normalisation) {
        this.type = type;
        this.normalisation = normalisation;
    }

    /** @param target null for fields that only serve keys, and for the time of the record */
    private record Compiled(Expression source, Target target, ContentType contentType, boolean timestamp) {}

    /** What a field says of one record. */
    private record Read(String text, Instant at) {}

    /** @throws InvalidObjectType where the mapping cannot work */
    public static Mapping compile(ObjectType type, Normalisation normalisation) {
        ObjectTypeRules.check(type);
        Mapping mapping = new Mapping(type, normalisation);
        type.fields().forEach((name, field) -> {
            boolean timestamp = Target.TIMESTAMP.equals(field.target());
            mapping.fields.put(
                    name,
                    new Compiled(
                            Expression.compile("Fields." + name + ".Source", field.source()),
                            field.target() == null || timestamp
                                    ? null
                                    : Target.parse("Fields." + name + ".Target", field.target()),
                            field.contentType(),
                            timestamp));
        });
        return mapping;
    }

    public ObjectType type() {
        return type;
    }

    /** The normalised value of the key that identifies a record; empty where the record has none. */
    public Optional<String> uniqueKey(ObjectNode raw) {
        Map<String, Read> read = read(effective(raw));
        List<String> parts = ObjectTypeRules.unique(type).fieldNames().stream()
                .map(field -> normalised(field, read).orElse(""))
                .toList();
        return parts.stream().allMatch(String::isEmpty) ? Optional.empty() : Optional.of(joined(parts));
    }

    /** When the record says that it was last changed; empty where it does not, or in no way that can be read. */
    public Optional<Instant> sourceTime(ObjectNode raw) {
        return fields.values().stream()
                .filter(Compiled::timestamp)
                .findFirst()
                .flatMap(field -> Times.read(
                        field.source().text(new Reading(effective(raw))), type.sourceLastUpdatedTimestampFormat()));
    }

    /** What a record says, over all its versions. */
    public Contribution map(Accumulated record) {
        Map<String, Read> read = read(record.effective());
        return new Contribution(profileFields(read), item(read), keys(read), inferred(read));
    }

    private static Accumulated.Effective effective(ObjectNode raw) {
        return new Accumulated.Effective(raw, NO_TIME, Map.of());
    }

    private Map<String, Read> read(Accumulated.Effective record) {
        Map<String, Read> read = new HashMap<>();
        fields.forEach((name, field) -> {
            Reading reading = new Reading(record);
            String text = field.source().text(reading);
            if (!text.isBlank()) {
                read.put(name, new Read(text, reading.at()));
            }
        });
        return read;
    }

    private Map<String, Value> profileFields(Map<String, Read> read) {
        Map<String, Value> values = new HashMap<>();
        fields.forEach((name, field) -> {
            Target target = field.target();
            Read said = read.get(name);
            if (said == null || target == null || target.item() != null) {
                return;
            }
            String text = Enumerations.read(target.unit(), said.text());
            if (text.isEmpty()) {
                return;
            }
            Value present = values.get(target.field());
            if (target.ofAddress()) {
                ObjectNode address = present == null ? Json.object() : (ObjectNode) present.value();
                address.put(target.member(), shortened(text, target));
                values.put(target.field(), new Value(address, later(present, said.at())));
            } else if (present == null) {
                values.put(target.field(), new Value(TextNode.valueOf(shortened(text, target)), said.at()));
            }
        });
        return values;
    }

    private static Instant later(Value present, Instant at) {
        return present != null && present.at().isAfter(at) ? present.at() : at;
    }

    private Optional<Item> item(Map<String, Read> read) {
        ItemKind kind = null;
        ObjectNode values = Json.object();
        for (Map.Entry<String, Compiled> entry : fields.entrySet()) {
            Target target = entry.getValue().target();
            if (target == null || target.item() == null) {
                continue;
            }
            kind = target.item();
            Read said = read.get(entry.getKey());
            if (said != null) {
                ObjectNode into = target.ofAttribute() ? values.withObjectProperty(target.unit()) : values;
                into.put(target.ofAttribute() ? target.member() : target.unit(), shortened(said.text(), target));
            }
        }
        return kind == null ? Optional.empty() : Optional.of(new Item(kind, values));
    }

    private List<RecordKey> keys(Map<String, Read> read) {
        List<RecordKey> keys = new ArrayList<>();
        type.keys().forEach((name, definitions) -> {
            for (KeyDefinition definition : definitions) {
                List<String> parts = definition.fieldNames().stream()
                        .flatMap(field -> normalised(field, read).stream())
                        .toList();
                if (parts.size() == definition.fieldNames().size()) {
                    keys.add(new RecordKey(new Key(name, joined(parts)), definition.identifiers()));
                }
            }
        });
        return keys;
    }

    private Map<String, Value> inferred(Map<String, Read> read) {
        Map<String, Value> inferred = new HashMap<>();
        fields.forEach((name, field) -> {
            Read said = read.get(name);
            String unit =
                    switch (field.contentType()) {
                        case EMAIL_ADDRESS -> "EmailAddress";
                        case PHONE_NUMBER -> "PhoneNumber";
                        default -> null;
                    };
            if (said != null && unit != null && normalised(name, read).isPresent()) {
                inferred.putIfAbsent(unit, new Value(TextNode.valueOf(said.text()), said.at()));
            }
        });
        return inferred;
    }

    private Optional<String> normalised(String field, Map<String, Read> read) {
        Read said = read.get(field);
        return said == null
                ? Optional.empty()
                : normalisation.normalise(fields.get(field).contentType(), said.text());
    }

    /** One text for several parts, different for different parts. */
    private static String joined(List<String> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : parts.stream()
                        .map(part -> part.replace("\\", "\\\\").replace("|", "\\|"))
                        .collect(Collectors.joining("|"));
    }

    private static String shortened(String text, Target target) {
        if (text.length() <= target.longest()) {
            return text;
        }
        int end = target.longest() - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + '…';
    }
}
