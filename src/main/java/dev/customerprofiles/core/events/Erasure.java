package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/**
 * The removal of a customer: the profile, its records, every key that led to it, and what people said of it in the audit trail.
 * The first step makes it visible; where there are many records, further steps remove them, and until then they count for
 * nothing, because their owner is gone.
 */
public final class Erasure {

    private static final String ERASING = "erasing";
    private static final String AT = "at";

    private final View view;
    private final Instant now;

    Erasure(View view, Instant now) {
        this.view = view;
        this.now = now;
    }

    /** The profile whose erasure goes on, of a document of {@link Range.Erasures}. */
    public static String profileId(ObjectNode erasure) {
        return erasure.path(ERASING).asText();
    }

    /** When its last step was. */
    public static Instant at(ObjectNode erasure) {
        return Instant.ofEpochMilli(erasure.path(AT).asLong());
    }

    /** The ids that the profile went by, all that was merged into it included; none where there was no such profile. */
    List<String> erase(String profileId, int atOnce) {
        Optional<Fusion.Named> found = new Survivors(view).find(profileId);
        if (found.isEmpty()) {
            return List.of();
        }
        Fusion.Named customer = found.get();
        List<String> ids = customer.profile().ids(customer.id());
        view.expect(ids.stream().map(Profile::ref).toList());
        boolean more = step(customer.id(), new HashSet<>(Identities.claims(customer.id(), customer.profile())), atOnce);
        ids.forEach(id -> view.erase(Profile.ref(id), now));
        for (String id : ids) {
            // the next id's turn comes where the one before left room
            more = more || !id.equals(customer.id()) && step(id, new HashSet<>(), atOnce);
            if (more) {
                goesOn(id);
            }
        }
        return ids;
    }

    /** Takes a further step; whether there are more to take. */
    boolean more(String profileId, int atOnce) {
        if (view.get(ref(profileId)).isEmpty()) {
            return false;
        }
        boolean more = step(profileId, new HashSet<>(), atOnce);
        if (more) {
            goesOn(profileId);
        } else {
            view.erase(ref(profileId), now);
        }
        return more;
    }

    /** Removes a record whose owner is gone already. */
    void erase(SourceObject object) {
        new Identities(view, now).change(Identities.claims(object), Set.of());
        view.erase(SourceObject.ref(object.type(), object.record()), now);
    }

    private boolean step(String profileId, Set<Identities.Claim> claims, int atOnce) {
        // one more than is removed tells whether there are more, however the range was read
        List<Document> records =
                view.range(Range.OwnedBy.all(profileId), atOnce + 1).documents();
        List<Document> told = view.range(new Range.Told(profileId), atOnce + 1).documents();
        List<Document> objects = records.stream().limit(atOnce).toList();
        List<Document> entries = told.stream().limit(atOnce).toList();
        objects.forEach(object -> claims.addAll(Identities.claims(SourceObject.fromJson(object.body()))));
        view.expect(Stream.concat(objects.stream(), entries.stream())
                .map(Document::ref)
                .toList());
        new Identities(view, now).change(claims, Set.of());
        objects.forEach(object -> view.erase(object.ref(), now));
        entries.forEach(entry -> view.put(entry.ref(), entry.body().deepCopy().without(Set.of(History.CONTENT))));
        return records.size() > atOnce || told.size() > atOnce;
    }

    private void goesOn(String profileId) {
        view.put(ref(profileId), Json.object().put(ERASING, profileId).put(AT, now.toEpochMilli()));
    }

    private static Ref ref(String profileId) {
        return new Ref(Kind.CONFIGURATION, "erasure|" + profileId);
    }
}
