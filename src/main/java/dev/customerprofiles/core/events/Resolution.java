package dev.customerprofiles.core.events;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.matching.MatchingRules;
import dev.customerprofiles.core.profiles.Deriving;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** How a domain tells that profiles are one person's, by the members of its settings that the API has for it. */
public record Resolution(ObjectNode settings) {

    public static final String RULES = "RuleBasedMatching";
    public static final String SCORES = "Matching";
    public static final String BRIDGING = "Bridging";

    /** Where the settings are, in the domain's log like everything that decisions go by. */
    public static final Ref REF = new Ref(Kind.CONFIGURATION, "resolution");

    public static final String MOST_PER_VALUE = "MaxProfilesPerValue";

    public static Resolution read(Optional<Document> stored) {
        return new Resolution(stored.map(Document::body).orElseGet(Json::object));
    }

    static Resolution of(View view) {
        return new Resolution(view.get(REF).orElseGet(Json::object));
    }

    public MatchingRules rules() {
        return MatchingRules.read(
                settings.path(RULES), settings.path(MOST_PER_VALUE).asInt(MatchingRules.MOST_PER_VALUE));
    }

    /** Whether a record whose keys lead to several profiles makes them one; else the first of its keys decides. */
    boolean bridges() {
        return settings.path(BRIDGING).asText().equals("MERGE");
    }

    /** With other values of some members; {@code null} removes one. */
    Resolution with(ObjectNode changes) {
        ObjectNode next = settings.deepCopy();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                next.remove(change.getKey());
            } else {
                next.set(change.getKey(), change.getValue());
            }
        });
        return new Resolution(next);
    }

    static Deriving deriving(View view, Rules rules, Types types) {
        MatchingRules matching = of(view).rules();
        Normalisation normalisation = rules.normalisation();
        return new Deriving(types::priority, normalisation, golden -> matching.evidence(golden, normalisation).stream()
                .map(evidence -> evidence.identity().ref().id())
                .distinct()
                .toList());
    }
}
