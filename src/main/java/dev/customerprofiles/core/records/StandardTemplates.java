package dev.customerprofiles.core.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.StandardIdentifier;

/**
 * The templates of the standard object types: for records that have the shape of the object already, and say in
 * {@code ProfileId} whose they are. A record's own id is its UNIQUE key, under a name of its own because the object's id is the
 * service's.
 */
final class StandardTemplates {

    static final String SOURCE_NAME = "Standard";

    private static final String TIME_FORMAT = "yyyy-MM-dd'T'HH:mm:ssX";
    private static final String CHANGED =
            "{{firstOf _source.UpdatedDate _source.LastUpdatedOn _source.EventTimestamp _source.CreatedDate _source.CreatedOn}}";

    private StandardTemplates() {}

    /** One for each standard object but the profile and the contact record. */
    static Stream<ObjectType> all() {
        return Stream.of(StandardObject.values())
                .filter(object ->
                        object.kind() != null && object.kind().idMember().isPresent())
                .map(StandardTemplates::of);
    }

    private static ObjectType of(StandardObject object) {
        String typeName = object.typeName();
        String id = object.kind().idMember().orElseThrow();
        Map<String, Field> fields = new LinkedHashMap<>();
        fields.put(id, new Field("_source." + id, null, ContentType.STRING));
        fields.put("ProfileId", new Field("_source.ProfileId", null, ContentType.STRING));
        fields.put("Changed", new Field(CHANGED, "_profile." + Target.SOURCE_TIME, ContentType.STRING));
        object.paths().forEach(path -> {
            String joined = String.join(".", path);
            fields.put(
                    joined.replace(Target.EACH, ""),
                    new Field("_source." + joined, typeName + '.' + joined, ContentType.STRING));
        });
        fields.put(
                Target.ATTRIBUTES,
                new Field("_source." + Target.ATTRIBUTES, typeName + '.' + Target.ATTRIBUTES, ContentType.STRING));
        Set<StandardIdentifier> own = object.kind()
                .identifier()
                .map(identifier -> Set.of(StandardIdentifier.UNIQUE, identifier))
                .orElse(Set.of(StandardIdentifier.UNIQUE));
        Map<String, List<KeyDefinition>> keys = new LinkedHashMap<>();
        keys.put(typeName + "SourceId", List.of(new KeyDefinition(own, List.of(id))));
        keys.put(
                "_profileId",
                List.of(new KeyDefinition(
                        Set.of(StandardIdentifier.PROFILE, StandardIdentifier.LOOKUP_ONLY), List.of("ProfileId"))));
        return new ObjectType(
                typeName,
                null,
                "Records in the shape of the standard object, of the profile that they name",
                false,
                TIME_FORMAT,
                null,
                null,
                null,
                fields,
                keys);
    }
}
