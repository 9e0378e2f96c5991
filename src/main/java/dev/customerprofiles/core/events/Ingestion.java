package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Association;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.identity.RecordKey;
import dev.customerprofiles.core.identity.StandardIdentifier;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.LiveContact;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.ProfileKeys;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.Accumulated;
import dev.customerprofiles.core.records.Contribution;
import dev.customerprofiles.core.records.Value;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** Whom one source record is about. */
final class Ingestion {

    /** Who merges the profiles that one record is about, in the audit trail. */
    private static final String BRIDGING = "urn:customer-profiles:bridging";

    private final View view;
    private final Rules rules;
    private final Instant now;
    private final Types types;
    private final Identities identities;
    private final RecordChange change;
    private final Survivors survivors;
    private final History history;

    Ingestion(View view, Rules rules, Types types, History history, Instant now) {
        this.view = view;
        this.rules = rules;
        this.types = types;
        this.now = now;
        this.history = history;
        this.identities = new Identities(view, now);
        this.change = new RecordChange(view, rules, types, history, now);
        this.survivors = new Survivors(view);
    }

    /** Applies the record, or says why not; a record that is not applied changes nothing. */
    Decided decide(Prepared prepared) {
        if (prepared.uniqueKey().isEmpty()) {
            return Decided.rejected(Reason.NO_UNIQUE_KEY, null);
        }
        String uniqueKey = prepared.uniqueKey().get();
        SourceEvent event = prepared.event();
        Ref object = SourceObject.ref(prepared.mapping().storedAs(), uniqueKey);
        view.expect(likelyReads(prepared, object));
        Optional<SourceObject> stored = view.get(object).map(SourceObject::fromJson);
        if (stored.isPresent() && !lives(stored.get().owner())) {
            new Erasure(view, now).erase(stored.get());
            stored = Optional.empty();
        }
        Accumulated accumulated =
                stored.isPresent() ? stored.get().accumulated().with(prepared.alone()) : prepared.alone();
        boolean stale = stored.isPresent()
                && prepared.version().compareTo(stored.get().accumulated().version()) < 0;
        if (stored.isPresent() && accumulated.equals(stored.get().accumulated())) {
            return Decided.applied(
                    stale ? Outcome.Status.STALE : Outcome.Status.UNCHANGED,
                    survivors.id(stored.get().owner()),
                    uniqueKey);
        }
        long keptUntil = stale ? stored.get().keptUntil() : prepared.keptUntil();
        return decide(prepared, stored, accumulated, stale, null, keptUntil);
    }

    /** Whose it may be, to be read together before anything is worked out; for somebody new, the keys as well. */
    private Set<Ref> likelyReads(Prepared prepared, Ref object) {
        Set<Ref> likely = new HashSet<>();
        view.get(object).ifPresent(body -> likely.add(Profile.ref(SourceObject.owner(body))));
        prepared.likelyReads().stream()
                .filter(ref -> ref.kind() == Kind.IDENTITY)
                .flatMap(key -> identities.get(key).owners().stream())
                .forEach(owner -> likely.add(Profile.ref(owner.id())));
        if (likely.isEmpty() && prepared.mapping().type().allowProfileCreation()) {
            likely.add(Profile.ref(prepared.event().freshId()));
            ObjectNode said = Json.object();
            fields(prepared.mapping().map(prepared.alone()), true)
                    .forEach((field, value) -> said.set(field, value.value()));
            ProfileKeys.of(said, rules.normalisation()).forEach(key -> likely.add(key.ref()));
        }
        return likely;
    }

    /**
     * Decides about a record that was taken out a moment ago, with all its versions, as if it came only now.
     *
     * @param before as it was
     */
    Decided decideAnew(Prepared prepared, SourceObject before) {
        if (prepared.uniqueKey().isEmpty()) {
            return Decided.rejected(Reason.NO_UNIQUE_KEY, null);
        }
        Optional<SourceObject> stored = view.get(
                        SourceObject.ref(before.type(), prepared.uniqueKey().get()))
                .map(SourceObject::fromJson);
        Accumulated accumulated = stored.map(object -> object.accumulated()
                        .with(before.accumulated().raw(), before.accumulated().version()))
                .orElse(before.accumulated());
        String founded = before.founder() ? before.owner() : null;
        return decide(prepared, stored, accumulated, false, founded, before.keptUntil());
    }

    /** A stored record as the mapping reads it, where it is and under the key that it has. */
    SourceObject mapped(Prepared prepared, SourceObject stored) {
        Contribution contribution = prepared.mapping().map(stored.accumulated());
        return object(
                stored.type(),
                stored.record(),
                stored.owner(),
                stored.accumulated(),
                contribution,
                stored.founder(),
                stored.keptUntil());
    }

    /**
     * Decides whose a record is, and applies it.
     *
     * @param founded   the profile that the record had made, or null
     * @param keptUntil when the record expires, epoch milliseconds
     */
    private Decided decide(
            Prepared prepared,
            Optional<SourceObject> stored,
            Accumulated accumulated,
            boolean stale,
            String founded,
            long keptUntil) {
        String uniqueKey = prepared.uniqueKey().orElseThrow();
        SourceEvent event = prepared.event();
        Contribution contribution = prepared.mapping().map(accumulated);
        boolean goesWithRecord = stale && readAsBefore(prepared, stored.get());
        if (!goesWithRecord && Resolution.of(view).bridges()) {
            bridge(contribution.keys(), event);
        }
        Association association = goesWithRecord ? new Association.None() : associate(contribution.keys());
        boolean creates = false;
        String owner;
        if (association instanceof Association.Found found) {
            owner = found.profileId();
        } else if (goesWithRecord || stored.isPresent() && namesNobodyElse(prepared, stored.get(), contribution)) {
            owner = stored.get().owner();
        } else if (contribution.keys().stream().noneMatch(key -> key.has(StandardIdentifier.PROFILE))) {
            return Decided.rejected(Reason.NO_PROFILE_KEY, uniqueKey);
        } else if (prepared.mapping().type().allowProfileCreation()) {
            owner = event.freshId();
            creates = true;
        } else if (association instanceof Association.Ambiguous && !isContact(contribution)) {
            return Decided.rejected(Reason.AMBIGUOUS_PROFILE, uniqueKey);
        } else {
            List<Ref> waits = unowned(profileKeys(contribution.keys()));
            return waits.isEmpty()
                    ? Decided.rejected(Reason.AMBIGUOUS_PROFILE, uniqueKey)
                    : Decided.parked(uniqueKey, waits);
        }
        SourceObject next = object(
                prepared.mapping().storedAs(),
                uniqueKey,
                owner,
                accumulated,
                contribution,
                creates || keepsFounder(stored, owner) || owner.equals(founded),
                keptUntil);
        return change.apply(stored.orElse(null), next, creates, stale);
    }

    /**
     * Gives a record to another profile; one that does not go by this key stays where it is.
     *
     * @return false where the other profile would grow beyond its limit, and then nothing is changed
     */
    boolean give(SourceObject object, Key key, String owner) {
        Contribution contribution = types.present(object.type())
                .map(mapping -> mapping.map(object.accumulated()))
                .filter(said -> said.keys().stream()
                        .anyMatch(has ->
                                has.has(StandardIdentifier.PROFILE) && has.key().equals(key)))
                .orElse(null);
        if (contribution == null) {
            return true;
        }
        SourceObject next = object(
                object.type(), object.record(), owner, object.accumulated(), contribution, false, object.keptUntil());
        return change.apply(object, next, false, false).outcome().status() != Outcome.Status.REJECTED;
    }

    /** A record that names somebody else, whom nobody knows yet, must not make that person its former owner. */
    private boolean namesNobodyElse(Prepared prepared, SourceObject stored, Contribution contribution) {
        return readAsBefore(prepared, stored)
                && profileKeys(prepared.mapping().map(stored.accumulated()).keys())
                        .equals(profileKeys(contribution.keys()));
    }

    /** Whether the record has the keys that its type gives it now; if not, its owner is that of another definition. */
    private boolean readAsBefore(Prepared prepared, SourceObject stored) {
        return Set.copyOf(mapped(prepared, stored).keys()).equals(Set.copyOf(stored.keys()));
    }

    private static boolean keepsFounder(Optional<SourceObject> stored, String owner) {
        return stored.isPresent()
                && stored.get().founder()
                && stored.get().owner().equals(owner);
    }

    /** Makes the profiles one that the record's keys lead to, each of them to one alone. */
    private void bridge(List<RecordKey> keys, SourceEvent event) {
        List<RecordKey> deciding =
                keys.stream().filter(key -> key.has(StandardIdentifier.PROFILE)).toList();
        associate(deciding);
        Map<String, Fusion.Named> found = new TreeMap<>();
        for (RecordKey key : deciding) {
            Association one = associate(List.of(key));
            if (one instanceof Association.Found owner) {
                survivors.find(owner.profileId()).ifPresent(named -> found.put(named.id(), named));
            }
        }
        if (found.size() > 1) {
            Act act = new Act(History.id("bridge|" + event.id()), BRIDGING);
            new Merging(view, rules, types, history, now)
                    .mergeEquals(List.copyOf(found.values()), null, act, Json.object());
        }
    }

    private Association associate(List<RecordKey> keys) {
        List<Key> deciding = keys.stream()
                .filter(key -> key.has(StandardIdentifier.PROFILE))
                .map(RecordKey::key)
                .toList();
        view.expect(deciding.stream()
                .map(key -> key.name().equals(ProfileKeys.PROFILE_ID) ? Profile.ref(key.value()) : key.ref())
                .toList());
        survivors.expect(deciding.stream()
                .map(key -> identities.get(key.ref()))
                .flatMap(owners -> owners.owners().stream().map(Owners.Owner::id))
                .toList());
        return Association.of(
                keys,
                key -> key.name().equals(ProfileKeys.PROFILE_ID)
                        ? view.get(Profile.ref(key.value()))
                                .map(body -> Owners.NONE.plus(key.value()))
                                .orElse(Owners.NONE)
                        : identities.get(key.ref()).living(this::lives),
                survivors::id);
    }

    /** Whether there is such a profile; the references of one that is erased go by and by. */
    private boolean lives(String profileId) {
        return view.get(Profile.ref(profileId)).isPresent();
    }

    /** Which of several customers with one number is calling, an agent will say. */
    private static boolean isContact(Contribution contribution) {
        return contribution.item().filter(LiveContact::isContact).isPresent();
    }

    private List<Ref> unowned(List<Ref> keys) {
        return keys.stream()
                .filter(key -> identities.get(key).living(this::lives).unowned())
                .toList();
    }

    private static List<Ref> profileKeys(List<RecordKey> keys) {
        return keys.stream()
                .filter(key -> key.has(StandardIdentifier.PROFILE))
                .map(key -> key.key().ref())
                .distinct()
                .toList();
    }

    private static SourceObject object(
            String type,
            String record,
            String owner,
            Accumulated accumulated,
            Contribution contribution,
            boolean founder,
            long keptUntil) {
        Set<String> keys = new LinkedHashSet<>();
        for (RecordKey key : contribution.keys()) {
            boolean stored = !key.has(StandardIdentifier.LOOKUP_ONLY)
                    && (founder || !key.has(StandardIdentifier.NEW_ONLY))
                    && !key.key().name().equals(ProfileKeys.PROFILE_ID);
            if (stored) {
                keys.add(key.key().ref().id());
            }
        }
        contribution
                .item()
                .flatMap(item -> item.idKey(record))
                .ifPresent(key -> keys.add(key.ref().id()));
        return new SourceObject(
                type,
                record,
                owner,
                accumulated,
                new ArrayList<>(keys),
                contribution.item(),
                fields(contribution, founder),
                founder,
                keptUntil);
    }

    /** @param founder whether the record made the profile */
    private static Map<String, Value> fields(Contribution contribution, boolean founder) {
        Map<String, Value> fields = new TreeMap<>();
        if (founder) {
            fields.putAll(contribution.inferred());
        }
        fields.putAll(contribution.fields());
        return fields;
    }
}
