package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a person asks for: that several profiles become one.
 *
 * @param main         the profile that stays
 * @param others       the profiles that become part of it
 * @param fieldSources by field ({@code FirstName}, {@code Address}, {@code Attributes.x}): whose value counts, even if it is none
 */
public record Merge(Act act, String main, List<String> others, Map<String, String> fieldSources) {

    public Merge {
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(main, "main");
        others = List.copyOf(others);
        fieldSources = Map.copyOf(fieldSources);
    }
}
