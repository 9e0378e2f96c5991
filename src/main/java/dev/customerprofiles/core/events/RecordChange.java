package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.Absorption;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.View;

/** What a record changes once it is known whose it is: itself, the profiles it leaves and comes to, and the keys of all of them. */
final class RecordChange {

    private final View view;
    private final Rules rules;
    private final Types types;
    private final Instant now;
    private final Identities identities;
    private final Survivors survivors;
    private final Eviction eviction;

    RecordChange(View view, Rules rules, Types types, History history, Instant now) {
        this.view = view;
        this.rules = rules;
        this.types = types;
        this.now = now;
        this.identities = new Identities(view, now);
        this.survivors = new Survivors(view);
        this.eviction = new Eviction(view, rules, types, new Removal(view, rules, types, history, now));
    }

    /**
     * Puts a record in the place of what it was; nothing is changed where its profile would grow beyond its limit.
     *
     * @param old     null where there was none
     * @param creates whether its profile comes into being with it
     * @param stale   whether a newer version of it was known already
     */
    Decided apply(SourceObject old, SourceObject next, boolean creates, boolean stale) {
        boolean moves = old != null && !old.owner().equals(next.owner());
        survivors.expect(moves ? List.of(next.owner(), old.owner()) : List.of(next.owner()));
        Absorption absorption = new Absorption(view, rules, Resolution.deriving(view, rules, types));
        Map<String, Profile> before = new LinkedHashMap<>();
        Map<String, Profile> after = new LinkedHashMap<>();
        if (moves) {
            String from = survivors.id(old.owner());
            before.put(from, profile(from));
            types.expect(before.get(from).sourceTypes());
            after.put(from, absorption.replace(old.owner(), before.get(from), old, null, now.toEpochMilli()));
        }
        String to = survivors.id(next.owner());
        before.computeIfAbsent(to, this::profile);
        types.expect(before.get(to).sourceTypes());
        after.put(
                to,
                absorption.replace(
                        next.owner(),
                        after.getOrDefault(to, before.get(to)),
                        moves ? null : old,
                        next,
                        now.toEpochMilli()));
        Set<Identities.Claim> claimsBefore = claims(before, old);
        Set<Identities.Claim> claimsAfter = claims(after, next);
        identities.expectChange(claimsBefore, claimsAfter);
        Map<String, ObjectNode> bodies = new LinkedHashMap<>();
        after.forEach((id, profile) -> bodies.put(id, Json.write(profile)));
        if (bodies.values().stream().anyMatch(rules::isTooLarge)) {
            return Decided.rejected(Reason.PROFILE_TOO_LARGE, next.record());
        }
        identities.change(claimsBefore, claimsAfter);
        view.put(SourceObject.ref(next.type(), next.record()), next.toJson());
        bodies.forEach((id, body) -> view.put(Profile.ref(id), body));
        boolean shown = after.entrySet().stream()
                .anyMatch(entry -> !sameToReaders(before.get(entry.getKey()), entry.getValue()));
        if (isEvicted(after.get(to), old, next)) {
            return Decided.applied(Outcome.Status.STALE, next.owner(), next.record());
        }
        Outcome.Status status = creates
                ? Outcome.Status.CREATED
                : stale
                        ? Outcome.Status.STALE
                        : shown || old == null ? Outcome.Status.UPDATED : Outcome.Status.UNCHANGED;
        return Decided.applied(status, to, next.record());
    }

    /** Makes room for a record that has grown or is new to its owner; whether it was the one to give way. */
    private boolean isEvicted(Profile profile, SourceObject old, SourceObject next) {
        boolean fits = old != null
                && old.owner().equals(next.owner())
                && old.accumulated().characters() >= next.accumulated().characters();
        return !fits
                && eviction.evict(profile, next.owner(), next.type()).stream()
                        .anyMatch(gone ->
                                gone.type().equals(next.type()) && gone.record().equals(next.record()));
    }

    private Profile profile(String id) {
        return view.get(Profile.ref(id)).map(Profile::read).orElseGet(() -> Profile.created(now.toEpochMilli()));
    }

    private static boolean sameToReaders(Profile was, Profile is) {
        return was.profile().equals(is.profile())
                && was.cases().equals(is.cases())
                && was.contacts().equals(is.contacts())
                && was.assets().equals(is.assets())
                && was.orders().equals(is.orders());
    }

    private static Set<Identities.Claim> claims(Map<String, Profile> profiles, SourceObject object) {
        Set<Identities.Claim> claims = new HashSet<>();
        profiles.forEach((id, profile) -> claims.addAll(Identities.claims(id, profile)));
        if (object != null) {
            claims.addAll(Identities.claims(object));
        }
        return claims;
    }
}
