package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.View;

/** The removal of a customer: the profile, its records, and every key that led to it. */
final class Erasure {

    private static final int ALL = Integer.MAX_VALUE / 4;

    private final View view;
    private final Instant now;

    Erasure(View view, Instant now) {
        this.view = view;
        this.now = now;
    }

    /** Whether there was such a profile. */
    boolean erase(String profileId) {
        Optional<Profile> profile = view.get(Profile.ref(profileId)).map(Profile::read);
        if (profile.isEmpty()) {
            return false;
        }
        List<Document> objects =
                view.range(Range.OwnedBy.ofType(profileId, null), ALL).documents();
        Set<Identities.Claim> claims = new HashSet<>(Identities.claims(profileId, profile.get()));
        objects.forEach(object -> claims.addAll(Identities.claims(SourceObject.fromJson(object.body()))));
        view.expect(objects.stream().map(Document::ref).toList());
        new Identities(view, now).change(claims, Set.of());
        objects.forEach(object -> view.erase(object.ref(), now));
        view.erase(Profile.ref(profileId), now);
        return true;
    }
}
