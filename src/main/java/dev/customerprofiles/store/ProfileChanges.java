package dev.customerprofiles.store;

import java.util.List;

import dev.customerprofiles.core.profiles.LiveContact;
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
                .map(change -> new ProfileChange(change.ref().id(), type(change)))
                .toList();
    }

    private static boolean isLive(Draft.Change change) {
        return change.after().has(LiveContact.LIVE)
                || change.before()
                        .filter(document -> document.body().has(LiveContact.LIVE))
                        .isPresent();
    }

    private static ProfileChange.Type type(Draft.Change change) {
        if (change.ref().kind() != Kind.PROFILE) {
            return ProfileChange.Type.CONTACT;
        }
        if (change.erases()) {
            return ProfileChange.Type.DELETED;
        }
        boolean existed = change.before().filter(document -> !document.erased()).isPresent();
        return existed ? ProfileChange.Type.UPDATED : ProfileChange.Type.CREATED;
    }
}
