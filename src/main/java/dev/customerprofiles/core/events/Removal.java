package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import dev.customerprofiles.core.profiles.Absorption;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** Takes a record back: itself, its keys, and what it said of its customer; what it hid shows again. */
final class Removal {

    private final View view;
    private final Rules rules;
    private final Types types;
    private final History history;
    private final Instant now;

    Removal(View view, Rules rules, Types types, History history, Instant now) {
        this.view = view;
        this.rules = rules;
        this.types = types;
        this.history = history;
        this.now = now;
    }

    /** The documents that its removal needs at least. */
    static Set<Ref> needs(SourceObject object, Act act, History.Action action) {
        Set<Ref> needs = new HashSet<>();
        needs.add(History.ref(act, action, History.Subject.of(object)));
        needs.add(SourceObject.ref(object.type(), object.record()));
        Identities.claims(object).forEach(claim -> needs.add(claim.identity()));
        return needs;
    }

    /** Removes a record that is there, and writes down who did it and what that was. */
    Profile remove(SourceObject object, Act act, History.Action action) {
        view.expect(needs(object, act, action));
        history.write(act, action, History.Subject.of(object), null);
        return takeOut(object);
    }

    /** Removes a record that is there and will be decided about anew. */
    Profile takeOut(SourceObject object) {
        Fusion.Named customer = new Survivors(view).find(object.owner()).orElseThrow();
        String owner = customer.id();
        Profile before = customer.profile();
        types.expect(before.sourceTypes());
        Profile after = new Absorption(view, rules, Resolution.deriving(view, rules, types))
                .replace(object.owner(), before, object, null, now.toEpochMilli());
        Set<Identities.Claim> claims = new HashSet<>(Identities.claims(owner, before));
        claims.addAll(Identities.claims(object));
        new Identities(view, now).change(claims, Identities.claims(owner, after));
        view.put(Profile.ref(owner), Json.write(after));
        view.erase(SourceObject.ref(object.type(), object.record()), now);
        return after;
    }
}
