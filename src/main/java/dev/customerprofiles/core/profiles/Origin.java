package dev.customerprofiles.core.profiles;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.customerprofiles.core.identity.Key;

/**
 * A profile id that a merged profile goes by, with what is that id's own, so that a merge can be taken back.
 *
 * @param into      the profile it was merged into, null for the one that the document is stored under
 * @param behind    by how many places its values rank behind those of {@code into}; 0 where the two are equals
 * @param at        when it was merged, epoch milliseconds
 * @param createdAt when it was created, epoch milliseconds
 * @param edits     values set by hand before it was merged; empty for the survivor, whose edits are the profile's
 * @param keys      what it has as keys of its own
 * @param chosen    the fields that only its values count for, with the time of that choice, epoch milliseconds
 * @param silent    the fields that its values do not count for
 * @param apart     profiles that a person said are not the same as this one
 */
public record Origin(
        String id,
        String into,
        int behind,
        long at,
        long createdAt,
        Map<String, Edit> edits,
        List<Key> keys,
        Map<String, Long> chosen,
        List<String> silent,
        List<String> apart) {

    public Origin {
        edits = edits == null ? Map.of() : new TreeMap<>(edits);
        keys = keys == null ? List.of() : List.copyOf(keys);
        chosen = chosen == null ? Map.of() : new TreeMap<>(chosen);
        silent = silent == null ? List.of() : List.copyOf(silent);
        apart = apart == null ? List.of() : List.copyOf(apart);
    }

    static Origin survivor(String id, List<Key> keys) {
        return new Origin(id, null, 0, 0, 0, null, keys, null, null, null);
    }

    /** Whether the profile document is stored under this id. */
    @JsonIgnore
    public boolean survives() {
        return into == null;
    }

    Origin mergedInto(
            Profile profile,
            String survivor,
            int places,
            long now,
            Map<String, Long> chosenFields,
            List<String> others) {
        return new Origin(
                id, survivor, places, now, profile.createdAt(), profile.edits(), keys, chosenFields, others, apart);
    }

    Origin withKeys(List<Key> next) {
        return new Origin(id, into, behind, at, createdAt, edits, next, chosen, silent, apart);
    }

    Origin withApart(List<String> next) {
        return new Origin(id, into, behind, at, createdAt, edits, keys, chosen, silent, next);
    }
}
