package dev.customerprofiles.core.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.customerprofiles.core.identity.ContentType;

/** What the values of keys are made of, by key name: one content type, or one for each part of a composite key. */
public final class KeyContents {

    private KeyContents() {}

    /** Those of a type with keys of its own; its definitions of one name agree with each other. */
    public static Map<String, List<ContentType>> of(ObjectType type) {
        Map<String, List<ContentType>> contents = new LinkedHashMap<>();
        type.keys().forEach((name, definitions) -> contents.put(name, contents(type, definitions.get(0))));
        return contents;
    }

    static List<ContentType> contents(ObjectType type, KeyDefinition definition) {
        return definition.fieldNames().stream()
                .map(field -> type.fields().get(field).contentType())
                .toList();
    }
}
