package dev.customerprofiles.editing;

import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Act;
import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Edited;
import dev.customerprofiles.core.events.Editing;
import dev.customerprofiles.core.events.Editing.Expected;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.profiles.Patch;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.ingest.Command;
import dev.customerprofiles.ingest.Writers;

/** Profiles by hand; each answer comes when what was done is visible. */
@ApplicationScoped
public class ProfileEdits {

    private final Writers writers;
    private final Editing editing;
    private final EditingConfig config;

    ProfileEdits(Writers writers, Decisions decisions, EditingConfig config) {
        this.writers = writers;
        this.editing = decisions.editing();
        this.config = config;
    }

    /** Makes a profile, with an id that nobody has had. */
    public Uni<Revised> create(Domain domain, String by, Patch patch) {
        String profileId = freshId();
        return submit(
                domain,
                profileId,
                by,
                Json.length(patch.members()),
                (view, act, now) -> editing.create(view, act, profileId, patch, now));
    }

    /** Sets and clears fields, if the profile is what the caller expects. */
    public Uni<Revised> update(Domain domain, String by, String profileId, Expected expected, Patch patch) {
        return submit(
                domain,
                profileId,
                by,
                Json.length(patch.members()),
                (view, act, now) -> editing.update(view, act, profileId, expected, patch, now));
    }

    /** Adds values of a key. */
    public Uni<Revised> addKeys(Domain domain, String by, String profileId, Expected expected, List<Key> keys) {
        return submit(
                domain,
                profileId,
                by,
                0,
                (view, act, now) -> editing.addKeys(view, act, profileId, expected, keys, config.addedKeys(), now));
    }

    /** Takes back values of a key that were added. */
    public Uni<Revised> deleteKeys(Domain domain, String by, String profileId, Expected expected, List<Key> keys) {
        return submit(
                domain,
                profileId,
                by,
                0,
                (view, act, now) -> editing.deleteKeys(view, act, profileId, expected, keys, now));
    }

    /** Removes a profile with everything that is known of it; completes when it is gone for everybody who asks. */
    public Uni<Revised> delete(Domain domain, String by, String profileId, Expected expected) {
        return submit(
                domain, profileId, by, 0, (view, act, now) -> editing.delete(view, act, profileId, expected, now));
    }

    private interface Decision {
        Edited on(View view, Act act, Instant now);
    }

    private Uni<Revised> submit(Domain domain, String profileId, String by, int size, Decision decision) {
        Act act = new Act(freshId(), by);
        return writers.submit(domain, new Edit(act, profileId, size, decision));
    }

    private static String freshId() {
        UUID random = UUID.randomUUID();
        return HexFormat.of().toHexDigits(random.getMostSignificantBits())
                + HexFormat.of().toHexDigits(random.getLeastSignificantBits());
    }

    private record Edit(Act act, String profileId, int size, Decision decision) implements Command<Revised> {

        @Override
        public Revised decide(View view, Instant now) {
            Edited edited = decision.on(view, act, now);
            return new Revised(edited, edited instanceof Edited.Done done && changes(view, done.profileId()) ? 1 : 0);
        }

        private static boolean changes(View view, String profileId) {
            return view.changes().stream().anyMatch(change -> change.ref().equals(Profile.ref(profileId)));
        }

        @Override
        public Revised stands(Revised revised, long commit) {
            return new Revised(revised.edited(), revised.revision() == 0 ? 0 : commit);
        }

        @Override
        public Collection<Ref> likelyReads() {
            return List.of(Profile.ref(profileId));
        }
    }
}
