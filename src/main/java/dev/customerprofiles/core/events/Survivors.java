package dev.customerprofiles.core.events;

import java.util.Collection;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.View;

/** Whom a profile id means: the profile of that id, or the one that it was merged into. A redirect leads to a profile, never to another redirect. */
final class Survivors {

    private final View view;

    Survivors(View view) {
        this.view = view;
    }

    /** Id of the profile that an id stands for; the id itself where there is no such profile. */
    String id(String profileId) {
        return view.get(Profile.ref(profileId)).flatMap(Profile::redirect).orElse(profileId);
    }

    /** The profile that an id stands for. */
    Optional<Fusion.Named> find(String profileId) {
        String id = id(profileId);
        return view.get(Profile.ref(id)).map(body -> new Fusion.Named(id, Profile.read(body)));
    }

    /** Asks for what it takes to tell whom these ids mean. */
    void expect(Collection<String> profileIds) {
        view.expect(profileIds.stream().map(Profile::ref).toList());
        view.expect(profileIds.stream().map(this::id).map(Profile::ref).toList());
    }

    /** The document that a merged id leaves. */
    static ObjectNode redirect(String survivor) {
        return Json.object().put(Profile.REDIRECT, survivor);
    }
}
