package dev.customerprofiles.core.records;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One definition of a key, under its name. */
record CompiledKey(String name, KeyDefinition definition) {

    List<String> parts(Function<String, String> valueOfField) {
        return definition.fieldNames().stream().map(valueOfField).toList();
    }

    /** One value of several parts, so that different parts never make the same value; a lone part stays as it is. */
    static String joined(List<String> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : parts.stream()
                        .map(part -> part.replace("\\", "\\\\").replace("|", "\\|"))
                        .collect(Collectors.joining("|"));
    }
}
