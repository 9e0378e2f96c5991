package dev.customerprofiles.core.events;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.matching.MatchingRules;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** Merges the profiles that a domain's rules say are one person's, as soon as they have something in common. */
final class RuleMatching {

    /** Who merges by rules, in the audit trail. */
    static final String BY = "urn:customer-profiles:rule-based-matching";

    /** How many profiles one decision merges; more have something in common only where rules were changed, and then a job goes on. */
    private static final int MOST_AT_ONCE = 32;

    private final View view;
    private final Rules rules;
    private final Types types;
    private final History history;
    private final Merging merging;
    private final MatchingRules matching;
    private final Survivors survivors;
    private final Identities identities;

    RuleMatching(View view, Rules rules, Types types, History history, Merging merging, Identities identities) {
        this.view = view;
        this.rules = rules;
        this.types = types;
        this.history = history;
        this.merging = merging;
        this.matching = Resolution.of(view).rules();
        this.survivors = new Survivors(view);
        this.identities = identities;
    }

    /** Merges whoever has something in common with the profiles that have got new evidence in this decision. */
    void afterChanges() {
        List<Draft.Change> changes = view.changes().stream()
                .filter(change -> change.ref().kind() == Kind.PROFILE)
                .sorted(Comparator.comparing(change -> change.ref().id()))
                .toList();
        for (Draft.Change change : changes) {
            Set<String> before =
                    change.before().map(document -> evidence(document.body())).orElse(Set.of());
            List<String> gained = evidence(change.after()).stream()
                    .filter(id -> !before.contains(id))
                    .toList();
            mergeByRules(change.ref().id(), gained);
        }
    }

    /** Merges whoever has something in common with a profile. */
    void afterReview(String profileId) {
        survivors
                .find(profileId)
                .ifPresent(found -> mergeByRules(found.id(), found.profile().evidence()));
    }

    private static Set<String> evidence(ObjectNode body) {
        Set<String> ids = new TreeSet<>();
        StreamSupport.stream(body.path("evidence").spliterator(), false).forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private void mergeByRules(String profileId, Collection<String> evidence) {
        List<Strong> strong = evidence.stream()
                .flatMap(id -> matching.level(id).filter(level -> level <= matching.merging()).stream()
                        .map(level -> new Strong(level, Identities.ref(id))))
                .sorted(Comparator.comparingInt(Strong::level)
                        .thenComparing(found -> found.identity().id()))
                .toList();
        view.expect(strong.stream().map(Strong::identity).toList());
        int merged = 0;
        for (Strong found : strong) {
            for (String other : others(profileId, found.identity())) {
                if (merged < MOST_AT_ONCE && merge(profileId, other, found)) {
                    merged++;
                }
            }
        }
    }

    private record Strong(int level, Ref identity) {}

    /** The profiles that have this in common with one; none where too many have. */
    private List<String> others(String profileId, Ref identity) {
        Set<String> profiles = sharing(identity);
        profiles.remove(survivors.id(profileId));
        return List.copyOf(profiles);
    }

    /** Who has become one is counted as often as it came: what many share must not make one customer of them, one after another. */
    private Set<String> sharing(Ref identity) {
        Owners owners = identities.get(identity);
        List<String> ids = owners.owners().stream().map(Owners.Owner::id).toList();
        survivors.expect(ids);
        List<String> living = ids.stream()
                .flatMap(id -> survivors.find(id).stream())
                .map(Fusion.Named::id)
                .toList();
        boolean tooMany = owners.others() > 0 || living.size() > matching.mostPerValue();
        return tooMany ? new TreeSet<>() : new TreeSet<>(living);
    }

    private boolean merge(String profileId, String otherId, Strong found) {
        Fusion.Named one = survivors.find(profileId).orElseThrow();
        Optional<Fusion.Named> other =
                survivors.find(otherId).filter(named -> !named.id().equals(one.id()));
        if (other.isEmpty() || Fusion.apart(one, other.get()) || isTooCommon(one, found.identity())) {
            return false;
        }
        return merging.mergeEquals(
                List.of(one, other.get()),
                matching.preferred(),
                new Act(History.id(String.join("|", "rule", found.identity().id(), one.id(), otherId)), BY),
                Json.object().put("RuleLevel", found.level()));
    }

    /** Whether a phone or an e-mail address that the evidence is made of belongs to so many that it tells nothing. */
    private boolean isTooCommon(Fusion.Named profile, Ref identity) {
        types.expect(profile.profile().sourceTypes());
        Map<String, ObjectNode> golden = profile.profile().goldenByOrigin(profile.id(), types::priority);
        Set<Ref> parts = new HashSet<>();
        golden.values().stream()
                .flatMap(alone -> matching.evidence(alone, rules.normalisation()).stream())
                .filter(evidence -> evidence.identity().ref().equals(identity))
                .flatMap(evidence -> evidence.parts().stream())
                .forEach(part -> parts.add(part.ref()));
        view.expect(parts);
        return parts.stream().anyMatch(part -> sharing(part).isEmpty());
    }
}
