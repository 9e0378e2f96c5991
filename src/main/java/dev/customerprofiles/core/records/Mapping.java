package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.identity.RecordKey;
import dev.customerprofiles.core.identity.StandardIdentifier;

/** An object type made ready to read records; may be used by many threads at once. */
public final class Mapping {

    private static final int LONGEST_INFERRED = 255;
    private static final Map<ContentType, String> INFERRED =
            new EnumMap<>(Map.of(ContentType.EMAIL_ADDRESS, "EmailAddress", ContentType.PHONE_NUMBER, "PhoneNumber"));

    private final ObjectType type;
    private final String storedAs;
    private final Normalisation normalisation;
    private final Map<String, CompiledField> fields;
    private final List<CompiledKey> keys;
    private final CompiledKey unique;
    private final Optional<ItemKind> itemKind;

    private Mapping(
            ObjectType type,
            String storedAs,
            Normalisation normalisation,
            Map<String, CompiledField> fields,
            List<CompiledKey> keys) {
        this.type = type;
        this.storedAs = storedAs;
        this.normalisation = normalisation;
        this.fields = fields;
        this.keys = keys;
        this.unique = keys.stream()
                .filter(key -> key.definition().has(StandardIdentifier.UNIQUE))
                .findFirst()
                .orElseThrow();
        this.itemKind = fields.values().stream()
                .filter(field -> field.target() != null && !field.target().isProfile())
                .map(field -> field.target().kind())
                .findFirst();
    }

    /**
     * Prepares a type that has fields and keys of its own; see {@link Templates#expanded} for one that names a template.
     *
     * @throws InvalidObjectType if it cannot be used
     */
    public static Mapping compile(ObjectType type, Normalisation normalisation) {
        ObjectTypeRules.check(type);
        if (type.fields().isEmpty()) {
            throw new InvalidObjectType("Fields", "must be given where no template is read in their place");
        }
        Map<String, CompiledField> fields = new LinkedHashMap<>();
        type.fields().forEach((name, field) -> fields.put(name, CompiledField.of(name, field)));
        List<CompiledKey> keys = new ArrayList<>();
        type.keys()
                .forEach((name, definitions) ->
                        definitions.forEach(definition -> keys.add(new CompiledKey(name, definition))));
        return new Mapping(type, type.name(), normalisation, fields, keys);
    }

    public ObjectType type() {
        return type;
    }

    /** The name that its records are stored under, see {@link StoredType}. */
    public String storedAs() {
        return storedAs;
    }

    /** The same for records that are stored under another name. */
    public Mapping storedAs(String other) {
        return other.equals(storedAs) ? this : new Mapping(type, other, normalisation, fields, keys);
    }

    /**
     * What identifies the record among those of its type: the normalised value of its UNIQUE key. A part without a value counts
     * as an empty text; empty where every part is.
     */
    public Optional<String> uniqueKey(ObjectNode raw) {
        Reading reading = Reading.of(raw);
        List<String> parts =
                unique.parts(name -> normalised(name, fields.get(name).text(reading)));
        return parts.stream().allMatch(String::isEmpty) ? Optional.empty() : Optional.of(CompiledKey.joined(parts));
    }

    /** When the source changed the record, as far as the record says so readably; an epoch's zero says nothing. */
    public Optional<Instant> sourceTime(ObjectNode raw) {
        Reading reading = Reading.of(raw);
        return fields.values().stream()
                .filter(CompiledField::isSourceTime)
                .flatMap(field -> field.text(reading).stream())
                .flatMap(text -> Times.read(text, type.sourceLastUpdatedTimestampFormat()).stream())
                .filter(time -> time.toEpochMilli() > 0)
                .findFirst();
    }

    /** What a record, over its versions, says about its customer. */
    public Contribution map(Accumulated record) {
        return record.mapped(this, this::read);
    }

    private Contribution read(Accumulated record) {
        Reading reading = Reading.of(record);
        ContributionBuilder builder = new ContributionBuilder();
        Map<String, String> texts = new HashMap<>();
        Map<ContentType, Value> firsts = new HashMap<>();
        for (CompiledField field : fields.values()) {
            if (field.target() != null && field.target().isAllAttributes()) {
                reading.begin();
                Map<String, String> attributes = field.accessor().texts(reading);
                builder.putAttributes(field.target(), attributes, reading.at());
            } else if (field.target() != null && field.target().isEachOfList()) {
                reading.begin();
                List<Optional<String>> elements = field.accessor().elements(reading);
                builder.putElements(field.target(), elements, reading.at());
            } else {
                field.text(reading).ifPresent(text -> {
                    texts.put(field.name(), text);
                    if (field.target() != null && !field.isSourceTime()) {
                        builder.put(field.target(), text, reading.at());
                    }
                    if (INFERRED.containsKey(field.contentType())
                            && normalisation
                                    .normalise(field.contentType(), text)
                                    .isPresent()) {
                        firsts.putIfAbsent(
                                field.contentType(),
                                new Value(TextNode.valueOf(Texts.shortened(text, LONGEST_INFERRED)), reading.at()));
                    }
                });
            }
        }
        Optional<Item> item = itemKind.map(kind -> new Item(kind, builder.item()));
        Set<RecordKey> keys = keys(texts);
        item.ifPresent(known -> keys.addAll(searchedFor(known)));
        return new Contribution(builder.fields(), item, List.copyOf(keys), inferred(builder.fields(), firsts));
    }

    private Set<RecordKey> keys(Map<String, String> texts) {
        Set<RecordKey> found = new LinkedHashSet<>();
        for (CompiledKey key : keys) {
            List<String> parts = key.parts(name -> normalised(name, Optional.ofNullable(texts.get(name))));
            if (parts.stream().noneMatch(String::isEmpty)) {
                found.add(new RecordKey(
                        new Key(key.name(), CompiledKey.joined(parts)),
                        key.definition().identifiers()));
            }
        }
        return found;
    }

    /** The keys of every standard object of this kind, whatever its mapping. */
    private List<RecordKey> searchedFor(Item item) {
        List<RecordKey> keys = new ArrayList<>();
        item.kind().indexed().forEach((member, keyName) -> normalisation
                .normalise(ContentType.STRING, item.fields().path(member).asText())
                .ifPresent(value -> keys.add(new RecordKey(new Key(keyName, value), Set.of()))));
        return keys;
    }

    private String normalised(String fieldName, Optional<String> text) {
        ContentType contentType = fields.get(fieldName).contentType();
        return text.flatMap(value -> normalisation.normalise(contentType, value))
                .orElse("");
    }

    private static Map<String, Value> inferred(Map<String, Value> fields, Map<ContentType, Value> firsts) {
        Map<String, Value> inferred = new LinkedHashMap<>();
        INFERRED.forEach((contentType, unit) -> {
            if (firsts.containsKey(contentType) && !fields.containsKey(unit)) {
                inferred.put(unit, firsts.get(contentType));
            }
        });
        return inferred;
    }
}
