package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.customerprofiles.core.records.StoredType;

/** How the profiles that became one stand to each other: whose values come first, and whose alone count for a field. */
final class Lineage {

    /** Where a profile that was never merged has no id of its own to look up. */
    private static final String SOLE = "";

    private final Map<String, Origin> byId = new HashMap<>();
    private final Map<String, List<Origin>> absorbedBy = new HashMap<>();
    private final String survivor;
    private final Optional<String> preferred;

    Lineage(List<Origin> origins) {
        String root = SOLE;
        for (Origin origin : origins) {
            byId.put(origin.id(), origin);
            if (origin.survives()) {
                root = origin.id();
            } else {
                absorbedBy
                        .computeIfAbsent(origin.into(), id -> new ArrayList<>())
                        .add(origin);
            }
        }
        survivor = root;
        preferred = origins.stream()
                .filter(origin -> origin.prefers() != null)
                .max(Comparator.comparingLong(Origin::at).thenComparing(Origin::prefers))
                .map(Origin::prefers);
    }

    /** The place of an origin's values, 0 the first; equals share a place. */
    int place(String id) {
        Origin origin = byId.get(id);
        return origin == null || origin.survives() ? 0 : origin.behind() + place(origin.into());
    }

    /** Whether a rule that merged profiles last prefers the values of an object type. */
    boolean prefers(String storedAs) {
        return preferred.filter(StoredType.name(storedAs)::equals).isPresent();
    }

    /** The place behind all others. */
    int last() {
        return 1 + byId.keySet().stream().mapToInt(this::place).max().orElse(0);
    }

    /** A profile with all that was merged into it, directly or not. */
    Set<String> under(String id) {
        Set<String> under = new LinkedHashSet<>(List.of(id));
        absorbedBy.getOrDefault(id, List.of()).forEach(origin -> under.addAll(under(origin.id())));
        return under;
    }

    /** Who counts for a field; empty where all do. */
    Optional<Counting> counting(String field) {
        boolean asked = byId.values().stream()
                .anyMatch(origin ->
                        origin.chosen().containsKey(field) || origin.silent().contains(field));
        if (!asked) {
            return Optional.empty();
        }
        Set<String> ids = new HashSet<>();
        long since = collect(field, survivor, ids);
        return Optional.of(new Counting(ids, since));
    }

    /**
     * The origins whose values count for a field.
     *
     * @param since what a person sets later than this counts as well, epoch milliseconds; 0 where nobody was chosen
     */
    record Counting(Set<String> ids, long since) {}

    private long collect(String field, String id, Set<String> ids) {
        List<Origin> absorbed = absorbedBy.getOrDefault(id, List.of());
        Optional<Origin> chosen = absorbed.stream()
                .filter(origin -> origin.chosen().containsKey(field))
                .max(Comparator.comparingLong(origin -> origin.chosen().get(field)));
        if (chosen.isPresent()) {
            collect(field, chosen.get().id(), ids);
            return chosen.get().chosen().get(field);
        }
        ids.add(id);
        absorbed.stream()
                .filter(origin -> !origin.silent().contains(field))
                .forEach(origin -> collect(field, origin.id(), ids));
        return 0;
    }
}
