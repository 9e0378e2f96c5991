package dev.customerprofiles.core.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.customerprofiles.core.profiles.Fusion;

/**
 * Which profiles of a match are merged by themselves: those that have all attributes of a criterion in common.
 *
 * @param criteria   in this order, each on what the ones before have left
 * @param preferred  object type whose values win, or null for the newest
 * @param confidence the least of a match
 */
public record Consolidation(List<List<String>> criteria, String preferred, double confidence) {

    public Consolidation {
        criteria = criteria.stream().map(List::copyOf).toList();
    }

    /** @param settings AutoMerging as the API has it; empty where it is off */
    static Optional<Consolidation> enabled(JsonNode settings) {
        return settings.path("Enabled").asBoolean() ? Optional.of(read(settings)) : Optional.empty();
    }

    /** @param settings with Consolidation, ConflictResolution and MinAllowedConfidenceScoreForMerging */
    public static Consolidation read(JsonNode settings) {
        JsonNode conflicts = settings.path("ConflictResolution");
        return new Consolidation(
                texts(settings.path("Consolidation").path("MatchingAttributesList")),
                conflicts.path("ConflictResolvingModel").asText().equals("SOURCE")
                        ? conflicts.path("SourceName").textValue()
                        : null,
                settings.path("MinAllowedConfidenceScoreForMerging").asDouble(0));
    }

    private static List<List<String>> texts(JsonNode lists) {
        return StreamSupport.stream(lists.spliterator(), false)
                .map(list -> StreamSupport.stream(list.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList())
                .toList();
    }

    /** The profiles that have all these attributes in common, those that are alone with theirs left out. */
    static List<List<Fusion.Named>> alike(List<String> criterion, List<Fusion.Named> profiles) {
        Map<List<JsonNode>, List<Fusion.Named>> byValues = new LinkedHashMap<>();
        for (Fusion.Named profile : profiles) {
            List<JsonNode> values = criterion.stream()
                    .map(attribute -> value(profile.profile().profile(), attribute))
                    .toList();
            if (values.stream().noneMatch(value -> value.isMissingNode() || value.isNull())) {
                byValues.computeIfAbsent(values, unknown -> new ArrayList<>()).add(profile);
            }
        }
        return byValues.values().stream().filter(alike -> alike.size() > 1).toList();
    }

    private static JsonNode value(JsonNode golden, String attribute) {
        int dot = attribute.indexOf('.');
        return dot < 0
                ? golden.path(attribute)
                : golden.path(attribute.substring(0, dot)).path(attribute.substring(dot + 1));
    }
}
