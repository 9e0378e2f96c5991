package dev.customerprofiles.core.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Normalisation;

/** What the values of keys are made of, by key name: one content type, or one for each part of a composite key. */
public final class KeyContents {

    /** A bar that is not escaped. */
    private static final Pattern PART = Pattern.compile("(?<!\\\\)\\|");

    private KeyContents() {}

    /** Those of a type with keys of its own; its definitions of one name agree with each other. */
    public static Map<String, List<ContentType>> of(ObjectType type) {
        Map<String, List<ContentType>> contents = new LinkedHashMap<>();
        type.keys().forEach((name, definitions) -> contents.put(name, contents(type, definitions.get(0))));
        return contents;
    }

    /**
     * A value as keys of these contents are stored; the parts of a composite key are separated by a vertical bar. Empty where
     * nothing is left of it.
     */
    public static Optional<String> normalised(List<ContentType> contents, String value, Normalisation normalisation) {
        if (contents.size() == 1) {
            return normalisation.normalise(contents.get(0), value);
        }
        String[] parts = PART.split(value, -1);
        if (parts.length != contents.size()) {
            return normalisation.normalise(ContentType.STRING, value);
        }
        List<String> normalised = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].replace("\\|", "|").replace("\\\\", "\\");
            normalisation.normalise(contents.get(i), part).ifPresent(normalised::add);
        }
        return normalised.size() == parts.length ? Optional.of(CompiledKey.joined(normalised)) : Optional.empty();
    }

    static List<ContentType> contents(ObjectType type, KeyDefinition definition) {
        return definition.fieldNames().stream()
                .map(field -> type.fields().get(field).contentType())
                .toList();
    }
}
