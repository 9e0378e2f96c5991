package dev.customerprofiles.core.records;

import java.util.Arrays;
import java.util.List;

/** What must hold for a mapping to be of use (R§3.2, R§3.3). */
final class ObjectTypeRules {

    private ObjectTypeRules() {}

    static void check(ObjectType type) {
        List<KeyDefinition> definitions =
                type.keys().values().stream().flatMap(List::stream).toList();
        if (count(definitions, StandardIdentifier.UNIQUE) != 1) {
            throw new InvalidObjectType("Keys", "must have exactly one UNIQUE key");
        }
        if (count(definitions, StandardIdentifier.PROFILE) == 0) {
            throw new InvalidObjectType("Keys", "must have a PROFILE key");
        }
        KeyDefinition unique = unique(type);
        if (unique.identifiers().contains(StandardIdentifier.LOOKUP_ONLY)
                || unique.identifiers().contains(StandardIdentifier.NEW_ONLY)) {
            throw new InvalidObjectType("Keys", "must store the UNIQUE key");
        }
        type.keys()
                .forEach((name, list) -> list.forEach(definition -> {
                    if (definition.fieldNames().isEmpty()
                            || !type.fields().keySet().containsAll(definition.fieldNames())) {
                        throw new InvalidObjectType("Keys." + name + ".FieldNames", "must name fields of the type");
                    }
                }));
        exclusive(type, "Gender", "GenderString");
        exclusive(type, "PartyType", "PartyTypeString");
    }

    static KeyDefinition unique(ObjectType type) {
        return type.keys().values().stream()
                .flatMap(List::stream)
                .filter(definition -> definition.identifiers().contains(StandardIdentifier.UNIQUE))
                .findFirst()
                .orElseThrow();
    }

    private static long count(List<KeyDefinition> definitions, StandardIdentifier identifier) {
        return definitions.stream()
                .filter(definition -> definition.identifiers().contains(identifier))
                .count();
    }

    private static void exclusive(ObjectType type, String... targets) {
        long used = Arrays.stream(targets)
                .filter(target -> type.fields().values().stream()
                        .anyMatch(field -> ("_profile." + target).equals(field.target())))
                .count();
        if (used > 1) {
            throw new InvalidObjectType("Fields", "must not target both " + String.join(" and ", targets));
        }
    }
}
