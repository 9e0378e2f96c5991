package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a person asks for: that several profiles become one.
 *
 * @param id           tells this request from every other, so that it happens once
 * @param main         the profile that stays
 * @param others       the profiles that become part of it
 * @param fieldSources by field ({@code FirstName}, {@code Address}, {@code Attributes.x}): whose value counts, even if it is none
 * @param actor        who asks
 */
public record Merge(String id, String main, List<String> others, Map<String, String> fieldSources, String actor) {

    public Merge {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(main, "main");
        others = List.copyOf(others);
        fieldSources = Map.copyOf(fieldSources);
    }
}
