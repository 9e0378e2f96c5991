package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/** Which source gave each field of a golden record, why it won, and what the others say. */
public final class Provenance {

    private static final String ATTRIBUTES = "Attributes.";
    private static final Comparator<Claim> NEWEST_FIRST =
            Comparator.comparingLong(Claim::at).reversed().thenComparing(Claim::type);

    private Provenance() {}

    /**
     * What one source says about a field.
     *
     * @param at epoch milliseconds
     */
    public record Claim(JsonNode value, String type, String record, long at) {}

    /** Why a claim stands in the golden record. */
    public enum Because {
        ONLY_SOURCE("only-source"),
        SAME_VALUE("same-everywhere"),
        NEWEST("newest"),
        PRIORITY("priority");

        private final String code;

        Because(String code) {
            this.code = code;
        }

        /** As the API says it. */
        public String code() {
            return code;
        }
    }

    /** @param winner what the golden record shows @param others the rest, newest first */
    public record Field(Claim winner, Because because, List<Claim> others) {}

    /**
     * The provenance of every field, by its path ({@code FirstName}, {@code Address}, {@code Attributes.x}).
     *
     * @param profile the golden record
     * @param sources the profile document's sources
     */
    public static Map<String, Field> of(JsonNode profile, JsonNode sources) {
        Map<String, List<Claim>> claims = new TreeMap<>();
        for (JsonNode source : sources) {
            String type = source.path("type").asText();
            source.path("fields").properties().forEach(field -> claims.computeIfAbsent(
                            field.getKey(), path -> new ArrayList<>())
                    .add(claim(type, field.getValue())));
        }
        Map<String, Field> fields = new TreeMap<>();
        claims.forEach((path, all) -> {
            all.sort(NEWEST_FIRST);
            Claim winner = winner(all, value(profile, path));
            if (winner != null) {
                fields.put(path, field(winner, all));
            }
        });
        return fields;
    }

    private static Field field(Claim winner, List<Claim> all) {
        List<Claim> others = all.stream().filter(claim -> claim != winner).toList();
        return new Field(winner, because(winner, others), others);
    }

    private static Because because(Claim winner, List<Claim> others) {
        if (others.isEmpty()) {
            return Because.ONLY_SOURCE;
        }
        if (others.stream().allMatch(other -> other.value().equals(winner.value()))) {
            return Because.SAME_VALUE;
        }
        return others.stream().anyMatch(other -> other.at() > winner.at()) ? Because.PRIORITY : Because.NEWEST;
    }

    /** The golden record itself says who won; nobody did where it shows no such field. */
    private static Claim winner(List<Claim> newestFirst, JsonNode shown) {
        return newestFirst.stream()
                .filter(claim -> claim.value().equals(shown))
                .findFirst()
                .orElse(null);
    }

    private static JsonNode value(JsonNode profile, String path) {
        return path.startsWith(ATTRIBUTES)
                ? profile.path("Attributes").path(path.substring(ATTRIBUTES.length()))
                : profile.path(path);
    }

    private static Claim claim(String type, JsonNode field) {
        return new Claim(
                field.path("v"),
                type,
                field.path("record").asText(),
                field.path("at").asLong());
    }
}
