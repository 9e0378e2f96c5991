package dev.customerprofiles.store;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.LiveContact;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Kind;

/** What a batch means to those who follow profiles. */
public final class ProfileChanges {

    private ProfileChanges() {}

    /**
     * The profiles that a batch creates, updates or deletes, and the contacts in progress that it touches; the purge of a
     * tombstone tells nobody anything.
     */
    public static List<ProfileChange> of(List<Draft.Change> changes) {
        return changes.stream()
                .filter(change -> !change.purges())
                .filter(change -> change.ref().kind() == Kind.PROFILE || isLive(change))
                .filter(change -> !onlyLeadsElsewhere(change))
                .map(change -> new ProfileChange(change.ref().id(), type(change)))
                .toList();
    }

    private static boolean isLive(Draft.Change change) {
        return change.after().has(LiveContact.LIVE)
                || change.before()
                        .filter(document -> document.body().has(LiveContact.LIVE))
                        .isPresent();
    }

    /** An id that was merged before leads to another survivor: its profile is what it was. */
    private static boolean onlyLeadsElsewhere(Draft.Change change) {
        return leads(change.after())
                && change.before().filter(document -> leads(document.body())).isPresent();
    }

    private static boolean leads(ObjectNode body) {
        return Profile.redirect(body).isPresent();
    }

    private static ProfileChange.Type type(Draft.Change change) {
        if (change.ref().kind() != Kind.PROFILE) {
            return ProfileChange.Type.CONTACT;
        }
        if (change.erases()) {
            return ProfileChange.Type.DELETED;
        }
        if (leads(change.after())) {
            return ProfileChange.Type.MERGED;
        }
        if (change.before().filter(document -> leads(document.body())).isPresent()) {
            return ProfileChange.Type.UNMERGED;
        }
        boolean existed = change.before().filter(document -> !document.erased()).isPresent();
        return existed ? ProfileChange.Type.UPDATED : ProfileChange.Type.CREATED;
    }
}
