package dev.customerprofiles.core.matching;

import java.util.HashMap;
import java.util.Map;

/** How often names and words of addresses occur among a domain's profiles: that two people are both called Smith says little. */
public final class Frequencies {

    private final Map<String, Integer> firstNames = new HashMap<>();
    private final Map<String, Integer> lastNames = new HashMap<>();
    private final Map<String, Integer> words = new HashMap<>();
    private int profiles;

    public void add(Traits traits) {
        profiles++;
        count(firstNames, traits.firstName());
        count(lastNames, traits.lastName());
        traits.places().forEach(place -> place.words().forEach(word -> count(words, word)));
    }

    int profiles() {
        return profiles;
    }

    /** Share of the profiles that have this first name, for one that occurs. */
    double ofFirstName(String name) {
        return share(firstNames, name);
    }

    double ofLastName(String name) {
        return share(lastNames, name);
    }

    /** How much a word of an address tells: little for {@code street}. */
    double weight(String word) {
        return Math.log((profiles + 1.0) / words.getOrDefault(word, 1));
    }

    private double share(Map<String, Integer> counts, String value) {
        return (double) counts.getOrDefault(value, 1) / Math.max(1, profiles);
    }

    private static void count(Map<String, Integer> counts, String value) {
        if (!value.isEmpty()) {
            counts.merge(value, 1, Integer::sum);
        }
    }
}
