package dev.customerprofiles.doors.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.Resolution;
import dev.customerprofiles.core.matching.MatchingRules;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.resolution.ResolutionSettings.Review;

/** Matching and RuleBasedMatching of a domain, as requests give them and answers show them. */
final class MatchingSettings {

    private static final String[] BOTH = {Resolution.SCORES, Resolution.RULES};

    private MatchingSettings() {}

    /** Takes them out of a domain's settings, checked. */
    static ObjectNode taken(ObjectNode settings) {
        ObjectNode taken = JsonNodeFactory.instance.objectNode();
        for (String name : BOTH) {
            JsonNode given = settings.remove(name);
            if (given != null) {
                checkExport(name, given);
                taken.set(name, given);
            }
        }
        if (taken.has(Resolution.RULES)) {
            checkRules(taken.get(Resolution.RULES));
        }
        if (taken.has(Resolution.SCORES)) {
            checkScores(taken.get(Resolution.SCORES));
        }
        return taken;
    }

    /** Shows them with a domain. */
    static ObjectNode shown(ObjectNode domain, Resolution resolution, Review review) {
        for (String name : BOTH) {
            if (resolution.settings().has(name)) {
                domain.set(name, resolution.settings().get(name).deepCopy());
            }
        }
        if (domain.get(Resolution.RULES) instanceof ObjectNode rules
                && rules.path("Enabled").asBoolean()) {
            rules.put("Status", review.name());
        }
        return domain;
    }

    /** What is not there must not look as if it were. */
    private static void checkExport(String name, JsonNode given) {
        if (given.has("ExportingConfig")) {
            throw ApiError.badRequest(
                    name + ".ExportingConfig is not supported: matches are read, and not written to S3.");
        }
    }

    private static void checkScores(JsonNode given) {
        JsonNode merging = given.path("AutoMerging");
        if (merging.path("Enabled").asBoolean() && !merging.has("Consolidation")) {
            throw ApiError.badRequest("Matching.AutoMerging.Consolidation is required where Enabled is true.");
        }
        checkConflicts("Matching.AutoMerging.ConflictResolution", merging.path("ConflictResolution"));
    }

    private static void checkRules(JsonNode given) {
        String name = Resolution.RULES + '.';
        int levels = given.path("MatchingRules").size();
        for (int level = 0; level < levels; level++) {
            for (JsonNode attribute : given.path("MatchingRules").get(level).path("Rule")) {
                if (!MatchingRules.isComparable(attribute.asText())) {
                    throw ApiError.badRequest(name + "MatchingRules[" + level
                            + "].Rule must name attributes that rules compare: AccountNumber, Address.City, ...");
                }
            }
        }
        int known = levels == 0 ? MatchingRules.read(given, 1).levels().size() : levels;
        int matching = given.path("MaxAllowedRuleLevelForMatching").asInt(known);
        if (given.path("Enabled").asBoolean() && matching > known) {
            throw ApiError.badRequest(name + "MaxAllowedRuleLevelForMatching must be at most " + known + ".");
        }
        if (given.path("Enabled").asBoolean()
                && given.path("MaxAllowedRuleLevelForMerging").asInt(0) > matching) {
            throw ApiError.badRequest(
                    name + "MaxAllowedRuleLevelForMerging must be at most MaxAllowedRuleLevelForMatching.");
        }
        for (String attribute : new String[] {"Address", "PhoneNumber", "EmailAddress"}) {
            for (JsonNode field : given.path("AttributeTypesSelector").path(attribute)) {
                if (!MatchingRules.isSelectable(attribute, field.asText())) {
                    throw ApiError.badRequest(
                            name + "AttributeTypesSelector." + attribute + " must name fields of that kind.");
                }
            }
        }
        checkConflicts(name + "ConflictResolution", given.path("ConflictResolution"));
    }

    static void checkConflicts(String name, JsonNode conflicts) {
        if (conflicts.path("ConflictResolvingModel").asText().equals("SOURCE") && !conflicts.has("SourceName")) {
            throw ApiError.badRequest(name + ".SourceName is required where ConflictResolvingModel is SOURCE.");
        }
    }
}
