package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.customerprofiles.core.profiles.Fusion;
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

    /** Whether there was such a profile; it goes with all that was merged into it. */
    boolean erase(String profileId) {
        Optional<Fusion.Named> found = new Survivors(view).find(profileId);
        if (found.isEmpty()) {
            return false;
        }
        Fusion.Named customer = found.get();
        List<String> ids = customer.profile().ids(customer.id());
        List<Document> objects = ids.stream()
                .flatMap(id -> view.range(Range.OwnedBy.ofType(id, null), ALL).documents().stream())
                .toList();
        Set<Identities.Claim> claims = new HashSet<>(Identities.claims(customer.id(), customer.profile()));
        objects.forEach(object -> claims.addAll(Identities.claims(SourceObject.fromJson(object.body()))));
        view.expect(objects.stream().map(Document::ref).toList());
        view.expect(ids.stream().map(Profile::ref).toList());
        new Identities(view, now).change(claims, Set.of());
        objects.forEach(object -> view.erase(object.ref(), now));
        ids.forEach(id -> view.erase(Profile.ref(id), now));
        return true;
    }
}
