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
 * @param added     keys that people had added to it before it was merged; empty for the survivor
 * @param keys      what it has as keys of its own
 * @param evidence  the identities of what matching rules compare of it
 * @param prefers   object type whose values win since, where a rule merged it and the domain prefers one; else null
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
        List<Key> added,
        List<Key> keys,
        List<String> evidence,
        String prefers,
        Map<String, Long> chosen,
        List<String> silent,
        List<String> apart) {

    public Origin {
        edits = edits == null ? Map.of() : new TreeMap<>(edits);
        added = added == null ? List.of() : List.copyOf(added);
        keys = keys == null ? List.of() : List.copyOf(keys);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        chosen = chosen == null ? Map.of() : new TreeMap<>(chosen);
        silent = silent == null ? List.of() : List.copyOf(silent);
        apart = apart == null ? List.of() : List.copyOf(apart);
    }

    static Origin survivor(String id, List<Key> keys) {
        return new Origin(id, null, 0, 0, 0, null, null, keys, null, null, null, null, null);
    }

    /** Whether the profile document is stored under this id. */
    @JsonIgnore
    public boolean survives() {
        return into == null;
    }

    /** Whether nobody had said anything by hand of this id when it was merged. */
    @JsonIgnore
    public boolean isUntouched() {
        return edits.isEmpty() && added.isEmpty();
    }

    Origin mergedInto(
            Profile profile,
            String survivor,
            int places,
            long now,
            String preferred,
            Map<String, Long> chosenFields,
            List<String> others) {
        return new Origin(
                id,
                survivor,
                places,
                now,
                profile.createdAt(),
                profile.edits(),
                profile.added(),
                keys,
                evidence,
                preferred,
                chosenFields,
                others,
                apart);
    }

    Origin withAdded(List<Key> next) {
        return new Origin(id, into, behind, at, createdAt, edits, next, keys, evidence, prefers, chosen, silent, apart);
    }

    Origin with(List<Key> nextKeys, List<String> nextEvidence) {
        return new Origin(
                id, into, behind, at, createdAt, edits, added, nextKeys, nextEvidence, prefers, chosen, silent, apart);
    }

    Origin withApart(List<String> next) {
        return new Origin(id, into, behind, at, createdAt, edits, added, keys, evidence, prefers, chosen, silent, next);
    }
}
