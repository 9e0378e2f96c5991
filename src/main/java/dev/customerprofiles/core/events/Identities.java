package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.matching.MatchingRules;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** The keys of a domain and whom they belong to, as one decision sees and changes them. */
final class Identities {

    /** Member of the identity of what matching rules compare, where several have it. */
    public static final String SHARED = "shared";

    private final View view;
    private final Instant now;

    Identities(View view, Instant now) {
        this.view = view;
        this.now = now;
    }

    /** Somebody, a record or the profile itself, says that a key belongs to a profile. */
    record Claim(Ref identity, String profileId, Ref claimant) {}

    static Ref ref(String id) {
        return new Ref(Kind.IDENTITY, id);
    }

    /** What a record says of the keys of its owner. */
    static Set<Claim> claims(SourceObject object) {
        Ref claimant = SourceObject.ref(object.type(), object.record());
        return object.keys().stream()
                .map(id -> new Claim(ref(id), object.owner(), claimant))
                .collect(Collectors.toSet());
    }

    /** What a profile says of its own keys: each id that it goes by has its own. */
    static Set<Claim> claims(String profileId, Profile profile) {
        Set<Claim> claims = new HashSet<>();
        profile.keysByOrigin(profileId)
                .forEach((id, keys) -> keys.forEach(key -> claims.add(new Claim(key.ref(), id, Profile.ref(id)))));
        profile.evidenceByOrigin(profileId)
                .forEach((id, evidence) ->
                        evidence.forEach(has -> claims.add(new Claim(ref(has), id, Profile.ref(id)))));
        return claims;
    }

    Owners get(Ref identity) {
        return view.get(identity).map(body -> Json.read(body, Owners.class)).orElse(Owners.NONE);
    }

    /** Asks for what a change of claims will need. */
    void expectChange(Set<Claim> before, Set<Claim> after) {
        view.expect(Stream.concat(
                        after.stream().filter(claim -> !before.contains(claim)),
                        before.stream().filter(claim -> !after.contains(claim)))
                .map(Claim::identity)
                .toList());
    }

    /** Takes back the claims that are no longer made and makes the new ones. */
    void change(Set<Claim> before, Set<Claim> after) {
        expectChange(before, after);
        TreeMap<String, List<UnaryOperator<Owners>>> changes = new TreeMap<>();
        // additions first: an owner that only changes its reasons keeps its place
        after.stream().filter(claim -> !before.contains(claim)).forEach(claim -> changes.computeIfAbsent(
                        claim.identity().id(), id -> new ArrayList<>())
                .add(owners -> owners.plus(claim.profileId())));
        before.stream().filter(claim -> !after.contains(claim)).forEach(claim -> changes.computeIfAbsent(
                        claim.identity().id(), id -> new ArrayList<>())
                .add(owners -> owners.minus(claim.profileId())));
        changes.forEach((id, steps) -> {
            Owners owners = get(ref(id));
            for (UnaryOperator<Owners> step : steps) {
                owners = step.apply(owners);
            }
            put(ref(id), owners);
        });
    }

    void put(Ref identity, Owners owners) {
        if (owners.pointless()) {
            view.get(identity).ifPresent(body -> view.erase(identity, now));
        } else {
            ObjectNode body = Json.write(owners);
            if (identity.id().startsWith(MatchingRules.PREFIX)
                    && owners.owners().size() > 1) {
                body.put(SHARED, true);
            }
            view.put(identity, body);
        }
    }
}
