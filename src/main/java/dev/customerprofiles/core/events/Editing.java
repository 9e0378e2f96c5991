package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.History.Action;
import dev.customerprofiles.core.events.History.Subject;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.profiles.Deriving;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Patch;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.ProfileKeys;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.View;

/** What people do to profiles by hand, each as a function of the state; every act leaves an entry in the audit trail. */
public final class Editing {

    /** The revisions (numbers of commits) of a profile that a caller is content with; empty: whatever it is. */
    public record Expected(Optional<Set<Long>> revisions) {

        public static final Expected ANY = new Expected(Optional.empty());

        boolean holds(View view, String profileId) {
            return revisions
                    .map(known -> known.stream().anyMatch(seq -> view.standsAt(Profile.ref(profileId), seq)))
                    .orElse(true);
        }
    }

    private final Rules rules;
    private final Decisions.Retention retention;
    private final Mappings mappings;
    private final int erasedAtOnce;
    private final BiConsumer<View, Instant> afterChanges;

    /** @param afterChanges what follows from a change of a profile, in the same decision */
    Editing(
            Rules rules,
            Decisions.Retention retention,
            Mappings mappings,
            int erasedAtOnce,
            BiConsumer<View, Instant> afterChanges) {
        this.rules = rules;
        this.retention = retention;
        this.mappings = mappings;
        this.erasedAtOnce = erasedAtOnce;
        this.afterChanges = afterChanges;
    }

    /** Makes a profile under this id, which nobody has had. */
    public Edited create(View view, Act act, String profileId, Patch patch, Instant now) {
        Subject subject = Subject.profile(profileId);
        if (history(view, now).has(act, Action.CREATED, subject)) {
            return new Edited.Done(profileId);
        }
        long at = now.toEpochMilli();
        Profile none = Profile.created(at);
        Profile created = none.edited(patch.against(none.profile(), at), at, deriving(view, none));
        return change(view, act, Action.CREATED, profileId, none, created, patch.members(), now);
    }

    /** Sets and clears fields of a profile; a patch that says nothing does nothing. */
    public Edited update(View view, Act act, String anyId, Expected expected, Patch patch, Instant now) {
        return onProfile(view, act, Action.UPDATED, anyId, expected, now, (profileId, profile) -> {
            if (patch.members().isEmpty()) {
                return new Edited.Done(profileId);
            }
            long at = now.toEpochMilli();
            Profile next = profile.edited(patch.against(profile.profile(), at), at, deriving(view, profile));
            return change(view, act, Action.UPDATED, profileId, profile, next, patch.members(), now);
        });
    }

    /**
     * Adds values of a key, all of one name and normalised.
     *
     * @param most how many keys people may add to a profile
     */
    public Edited addKeys(View view, Act act, String anyId, Expected expected, List<Key> keys, int most, Instant now) {
        return onProfile(view, act, Action.ADDED_PROFILE_KEY, anyId, expected, now, (profileId, profile) -> {
            List<Key> added = new ArrayList<>(profile.addedByHand());
            keys.stream().filter(key -> !added.contains(key)).forEach(added::add);
            if (added.size() > most) {
                return new Edited.Refused(Edited.Rule.KEYS_OF_PROFILE);
            }
            Edited done = rekey(view, act, Action.ADDED_PROFILE_KEY, profileId, profile, added, keys, now);
            boolean contact = keys.get(0).name().equals(ProfileKeys.CONTACT);
            return contact && done instanceof Edited.Done ? bind(view, act, profileId, keys, now) : done;
        });
    }

    /** Removes a profile with everything that is known of it, by and by; what is left is that it was done. */
    public Edited delete(View view, Act act, String anyId, Expected expected, Instant now) {
        return onProfile(view, act, Action.DELETED_BY_CUSTOMER, anyId, expected, now, (profileId, profile) -> {
            List<String> erased = new Erasure(view, now).erase(profileId, erasedAtOnce);
            history(view, now).write(act, Action.DELETED_BY_CUSTOMER, erased, null);
            return new Edited.Done(profileId);
        });
    }

    /** A contact is with one customer: whoever had it before gives it up, and the records that go by its id with it. */
    private Edited bind(View view, Act act, String profileId, List<Key> contacts, Instant now) {
        view.expect(contacts.stream().map(Key::ref).toList());
        Identities identities = new Identities(view, now);
        Survivors survivors = new Survivors(view);
        for (Key contact : contacts) {
            for (Owners.Owner owner : identities.get(contact.ref()).owners()) {
                if (!survivors.id(owner.id()).equals(profileId)
                        && !giveUp(view, act, owner.id(), contact, profileId, now)) {
                    view.undo();
                    return new Edited.Refused(Edited.Rule.PROFILE_SIZE);
                }
            }
        }
        return new Edited.Done(profileId);
    }

    /** False where the profile that gets the contact would grow beyond its limit. */
    private boolean giveUp(View view, Act act, String from, Key contact, String to, Instant now) {
        Optional<Fusion.Named> found = new Survivors(view).find(from);
        if (found.isEmpty()) {
            return true;
        }
        String customer = found.get().id();
        Profile profile = found.get().profile();
        if (profile.addedByHand().contains(contact)) {
            List<Key> left = profile.addedByHand().stream()
                    .filter(key -> !key.equals(contact))
                    .toList();
            rekey(view, act, Action.DELETED_PROFILE_KEY, customer, profile, left, List.of(contact), now);
        }
        Ingestion ingestion = new Ingestion(view, rules, new Types(view, mappings), history(view, now), now);
        boolean fits = view.range(Range.OwnedBy.all(from), Range.ALL).documents().stream()
                .map(document -> SourceObject.fromJson(document.body()))
                .filter(object -> object.keys().contains(contact.ref().id()))
                .allMatch(object -> ingestion.give(object, contact, to));
        Profile left = view.get(Profile.ref(customer)).map(Profile::read).orElseThrow();
        if (fits && left.isEmpty()) {
            List<String> erased = new Erasure(view, now).erase(customer, erasedAtOnce);
            history(view, now)
                    .write(act, Action.DELETED_BY_MERGE, erased, Json.object().put("ProfileId", to));
        }
        return fits;
    }

    /** Takes back values of a key, all of one name and normalised, that people have added. */
    public Edited deleteKeys(View view, Act act, String anyId, Expected expected, List<Key> keys, Instant now) {
        return onProfile(view, act, Action.DELETED_PROFILE_KEY, anyId, expected, now, (profileId, profile) -> {
            List<Key> there = keys.stream()
                    .filter(profile.addedByHand()::contains)
                    .distinct()
                    .toList();
            if (there.isEmpty()) {
                return new Edited.Refused(
                        isKnown(view, profile.ids(profileId), keys, now)
                                ? Edited.Rule.KEY_IS_ADDED
                                : Edited.Rule.KEY_IS_KNOWN);
            }
            List<Key> left = profile.addedByHand().stream()
                    .filter(key -> !there.contains(key))
                    .toList();
            return rekey(view, act, Action.DELETED_PROFILE_KEY, profileId, profile, left, there, now);
        });
    }

    private interface OnProfile {
        Edited decide(String profileId, Profile profile);
    }

    /** A merged id means the profile that it is part of now. */
    private Edited onProfile(
            View view, Act act, Action action, String anyId, Expected expected, Instant now, OnProfile decision) {
        Optional<Fusion.Named> found = new Survivors(view).find(anyId);
        List<String> ids = found.map(named -> named.profile().ids(named.id())).orElse(List.of(anyId));
        History history = history(view, now);
        if (ids.stream().map(Subject::profile).anyMatch(subject -> history.has(act, action, subject))) {
            return new Edited.Done(found.map(Fusion.Named::id).orElse(anyId));
        }
        if (found.isEmpty()) {
            return new Edited.NotFound();
        }
        Fusion.Named named = found.get();
        return expected.holds(view, named.id()) ? decision.decide(named.id(), named.profile()) : new Edited.Outdated();
    }

    private boolean isKnown(View view, List<String> ids, List<Key> keys, Instant now) {
        view.expect(keys.stream().map(Key::ref).toList());
        Identities identities = new Identities(view, now);
        return keys.stream()
                .flatMap(key -> identities.get(key.ref()).owners().stream())
                .anyMatch(owner -> ids.contains(owner.id()));
    }

    private Edited rekey(
            View view,
            Act act,
            Action action,
            String profileId,
            Profile profile,
            List<Key> added,
            List<Key> changed,
            Instant now) {
        Profile next = profile.keyed(added, now.toEpochMilli(), deriving(view, profile));
        if (next.addedByHand().equals(profile.addedByHand())) {
            return new Edited.Done(profileId);
        }
        ObjectNode content = Json.object().put("KeyName", changed.get(0).name());
        changed.forEach(key -> content.withArray("Values").add(key.value()));
        return change(view, act, action, profileId, profile, next, content, now);
    }

    private Edited change(
            View view,
            Act act,
            Action action,
            String profileId,
            Profile before,
            Profile after,
            ObjectNode content,
            Instant now) {
        ObjectNode body = Json.write(after);
        if (rules.isTooLarge(body)) {
            return new Edited.Refused(Edited.Rule.PROFILE_SIZE);
        }
        new Identities(view, now).change(Identities.claims(profileId, before), Identities.claims(profileId, after));
        view.put(Profile.ref(profileId), body);
        history(view, now).write(act, action, Subject.profile(profileId), content);
        afterChanges.accept(view, now);
        return new Edited.Done(new Survivors(view).id(profileId));
    }

    private Deriving deriving(View view, Profile profile) {
        Types types = new Types(view, mappings);
        types.expect(profile.sourceTypes());
        return Resolution.deriving(view, rules, types);
    }

    private History history(View view, Instant now) {
        return new History(view, retention.history(), now);
    }
}
