package dev.customerprofiles.core.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/**
 * Everything that can happen to a domain's customer data, each as a function of the state and what came in. No decision
 * depends on a clock, on chance, or on anything but its arguments, so it can be made again when the state has changed.
 */
public final class Decisions {

    /** How many parked events one decision tries again. */
    static final int REDRIVEN_AT_ONCE = 32;

    /** How many records of an erased profile one decision removes. */
    static final int ERASED_AT_ONCE = 250;

    /** What a job is about that is about all profiles. */
    public static final String ALL_PROFILES = "all";

    /** Who removes what has expired, in the audit trail. */
    public static final String RETENTION = "urn:customer-profiles:retention";

    private final Rules rules;
    private final Retention retention;
    private final Mappings mappings;
    private final int erasedAtOnce;

    public Decisions(Rules rules, Retention retention, Mappings mappings) {
        this(rules, retention, mappings, ERASED_AT_ONCE);
    }

    /** @param erasedAtOnce how many records of an erased profile one decision removes */
    public Decisions(Rules rules, Retention retention, Mappings mappings, int erasedAtOnce) {
        this.rules = rules;
        this.retention = retention;
        this.mappings = mappings;
        this.erasedAtOnce = erasedAtOnce;
    }

    /**
     * How long is kept what is no customer data.
     *
     * @param history    ledger entries
     * @param rejected   rejected and parked events with their payload
     * @param tombstones what is left of removed documents
     */
    public record Retention(Duration history, Duration rejected, Duration tombstones) {}

    /** What people do to profiles by hand. */
    public Editing editing() {
        return new Editing(rules, retention, mappings, erasedAtOnce, this::mergeByRules);
    }

    /** How all records of a type are read again. */
    public Replaying replaying() {
        return new Replaying(rules, retention, mappings, erasedAtOnce, this::mergeByRules);
    }

    /** How a domain tells which profiles are one person's. */
    public Reviews reviews() {
        return new Reviews(rules, mappings, this::ruleMatching);
    }

    /** Runs of scored matching. */
    public Scores scores() {
        return new Scores(rules, retention, mappings);
    }

    /** Applies one event; a repeated one changes nothing and gets the same answer. */
    public Outcome ingest(View view, Prepared prepared, Instant now) {
        SourceEvent event = prepared.event();
        view.expect(prepared.likelyReads());
        Optional<ObjectNode> entry = view.get(Ledger.ref(event.id()));
        if (entry.isPresent()) {
            return Ledger.outcome(entry.get());
        }
        Decided decided = decide(view, prepared, now);
        Outcome outcome = decided.outcome();
        if (outcome.status() == Outcome.Status.REJECTED && !prepared.keepRejected()) {
            return outcome;
        }
        bookkeeping(view, now).keep(prepared, decided);
        return outcome;
    }

    /** Keeps an event that could not be read as a record. */
    public Outcome reject(View view, UnreadableEvent event, Instant now) {
        Bookkeeping bookkeeping = bookkeeping(view, now);
        return reject(view, bookkeeping.rejected(event), bookkeeping);
    }

    /** Keeps an event that could not be decided. */
    public Outcome reject(View view, Prepared prepared, Reason reason, Instant now) {
        Bookkeeping bookkeeping = bookkeeping(view, now);
        return reject(view, bookkeeping.rejected(prepared, reason, List.of()), bookkeeping);
    }

    private static Outcome reject(View view, RejectedEvent kept, Bookkeeping bookkeeping) {
        return view.get(Ledger.ref(kept.id())).map(Ledger::outcome).orElseGet(() -> bookkeeping.reject(kept));
    }

    /**
     * Tries a rejected or parked event again. If it fails again, it is kept for as long as it was, with its count.
     *
     * @param rejected  where it is kept
     * @param typeNames what its source's integration makes of event types now
     * @return what became of it; empty where there is no such event
     */
    public Optional<Outcome> redrive(View view, Ref rejected, Map<String, String> typeNames, Instant now) {
        return view.get(rejected).map(body -> {
            RejectedEvent kept = Json.read(body, RejectedEvent.class).typed(typeNames);
            ParkedEvent parked =
                    ParkedEvent.read(new Types(view, mappings), List.of(kept)).get(0);
            view.expect(parked.likelyReads().toList());
            return redrive(view, parked, now);
        });
    }

    /**
     * Tries the events again that were parked until this key had an owner.
     *
     * @param identity the key's identity document
     * @return how many are left for another time
     */
    public boolean redriveParked(View view, Ref identity, Instant now) {
        Identities identities = new Identities(view, now);
        Owners owners = identities.get(identity);
        if (!owners.ready()) {
            return false;
        }
        Range.Slice slice = view.range(new Range.WaitingFor(identity.id()), REDRIVEN_AT_ONCE);
        List<ParkedEvent> waiting = ParkedEvent.read(
                new Types(view, mappings),
                slice.documents().stream()
                        .map(document -> Json.read(document.body(), RejectedEvent.class))
                        .toList());
        view.expect(waiting.stream().flatMap(ParkedEvent::likelyReads).toList());
        waiting.forEach(parked -> redrive(view, parked, now));
        boolean still = waiting.stream().anyMatch(parked -> view.get(parked.ref())
                .filter(new Range.WaitingFor(identity.id())::holds)
                .isPresent());
        identities.put(identity, identities.get(identity).settled(!slice.complete(), still));
        return !slice.complete();
    }

    /** Removes a customer with everything that is known of it, by and by; false where there is none of this id. */
    public boolean erase(View view, String profileId, Instant now) {
        return !new Erasure(view, now).erase(profileId, erasedAtOnce).isEmpty();
    }

    /** Goes on with an erasure; whether there is more to do. */
    public boolean eraseMore(View view, String profileId, Instant now) {
        return new Erasure(view, now).more(profileId, erasedAtOnce);
    }

    /** Removes a record; false where the profile has no such record. */
    public boolean deleteObject(View view, Act act, String profileId, String type, String record, Instant now) {
        Survivors survivors = new Survivors(view);
        Optional<Fusion.Named> customer = survivors.find(profileId);
        List<String> ids =
                customer.map(found -> found.profile().ids(found.id())).orElse(List.of(profileId));
        History history = history(view, now);
        boolean done = ids.stream()
                .map(id -> new History.Subject(id, type, record))
                .anyMatch(subject -> history.has(act, History.Action.DELETED_BY_CUSTOMER, subject));
        if (done) {
            return true;
        }
        Optional<SourceObject> object = new Types(view, mappings)
                .find(type)
                .flatMap(mapping -> view.get(SourceObject.ref(mapping.storedAs(), record)))
                .map(SourceObject::fromJson)
                .filter(found -> customer.isPresent() && ids.contains(found.owner()));
        object.ifPresent(found -> removal(view, now).remove(found, act, History.Action.DELETED_BY_CUSTOMER));
        mergeByRules(view, now);
        return object.isPresent();
    }

    /**
     * Removes a record whose time has come, and with the last one its profile, if nobody has said anything of it by hand; false
     * where there is nothing to do any more.
     */
    public boolean expire(View view, Ref object, Instant now) {
        Optional<SourceObject> expired =
                view.get(object).map(SourceObject::fromJson).filter(found -> found.keptUntil() < now.toEpochMilli());
        expired.ifPresent(found -> {
            Act act = new Act(History.id("expired|" + object.id() + '|' + found.keptUntil()), RETENTION);
            removeForGood(view, found, act, History.Action.EXPIRED, now);
            mergeByRules(view, now);
        });
        return expired.isPresent();
    }

    /** Takes or keeps a piece of work that one instance should do at a time; false while another instance has it. */
    public boolean lease(View view, String work, String holder, Instant until, Instant now) {
        Ref ref = Lease.ref(work);
        boolean open = view.get(ref)
                .map(body -> Json.read(body, Lease.class))
                .map(lease -> lease.isOpenTo(holder, now.toEpochMilli()))
                .orElse(true);
        if (open) {
            view.put(ref, Json.write(new Lease(holder, until.toEpochMilli())));
        }
        return open;
    }

    private Removal removal(View view, Instant now) {
        return new Removal(view, rules, new Types(view, mappings), history(view, now), now);
    }

    private History history(View view, Instant now) {
        return new History(view, retention.history(), now);
    }

    /** Removes what a deleted type has left, as far as these documents are of it. */
    public void remove(View view, TypeRemoval removal, List<Ref> found, Instant now) {
        view.expect(found);
        if (removal.kind() == Kind.REJECTED) {
            found.stream()
                    .filter(ref -> view.get(ref)
                            .map(body -> Json.read(body, RejectedEvent.class))
                            .filter(event -> removal.storedAs().equals(event.storedAs()))
                            .isPresent())
                    .forEach(ref -> view.erase(ref, now));
            return;
        }
        found.forEach(ref -> view.get(ref)
                .map(SourceObject::fromJson)
                .filter(object -> object.type().equals(removal.storedAs()))
                .ifPresent(object ->
                        removeForGood(view, object, act(removal, object), History.Action.DELETED_BY_CUSTOMER, now)));
    }

    private static Act act(TypeRemoval removal, SourceObject object) {
        String said = String.join("|", "type deleted", removal.storedAs(), object.record());
        return new Act(History.id(said), TypeRemoval.BY);
    }

    /** What an event would do; it does nothing. */
    public Preview preview(View view, Prepared prepared, Instant now) {
        Decided decided = decide(view, prepared, now);
        Preview preview = new Types(view, mappings)
                .find(prepared.event().type())
                .map(mapping -> Preview.of(view, prepared, mapping, decided))
                .orElseGet(() -> Preview.of(decided.outcome()));
        view.undo();
        return preview;
    }

    /** Removes a record, and with the last one its profile, if nobody has said anything of it by hand. */
    private void removeForGood(View view, SourceObject object, Act act, History.Action action, Instant now) {
        if (view.get(Profile.ref(object.owner())).isEmpty()) {
            // its owner is being erased, and this record with it
            new Erasure(view, now).erase(object);
            return;
        }
        Profile left = removal(view, now).remove(object, act, action);
        if (left.isEmpty()) {
            erase(view, object.owner(), act, action, now);
        }
    }

    private void erase(View view, String profileId, Act act, History.Action action, Instant now) {
        List<String> erased = new Erasure(view, now).erase(profileId, erasedAtOnce);
        history(view, now).write(act, action, erased, null);
    }

    /** Makes several profiles one. */
    public MergeOutcome merge(View view, Merge merge, Instant now) {
        return merging(view, now).merge(merge);
    }

    /** Makes a merged profile one of its own again. */
    public UnmergeOutcome unmerge(View view, Unmerge unmerge, Instant now) {
        return merging(view, now).unmerge(unmerge);
    }

    private void mergeByRules(View view, Instant now) {
        if (Resolution.of(view).rules().merging() > 0) {
            ruleMatching(view, now).afterChanges();
        }
    }

    private RuleMatching ruleMatching(View view, Instant now) {
        return new RuleMatching(
                view,
                rules,
                new Types(view, mappings),
                history(view, now),
                merging(view, now),
                new Identities(view, now));
    }

    private Merging merging(View view, Instant now) {
        return new Merging(view, rules, new Types(view, mappings), history(view, now), now);
    }

    /** Removes a tombstone for good, if it is old enough still. */
    public boolean purge(View view, Ref ref, Instant now) {
        return view.purge(ref, now.minus(retention.tombstones()));
    }

    private Outcome redrive(View view, ParkedEvent parked, Instant now) {
        Bookkeeping bookkeeping = bookkeeping(view, now);
        if (parked.obsolete()) {
            Outcome gone = Outcome.rejected(Reason.UNKNOWN_TYPE, null);
            view.erase(parked.ref(), now);
            bookkeeping.record(parked.id(), parked.kept().type(), gone);
            return gone;
        }
        Decided decided = parked.prepared()
                .map(prepared -> decideAgain(view, prepared, now))
                .orElseGet(() -> Decided.rejected(parked.otherwise(), null));
        bookkeeping.keepAgain(parked, decided);
        return decided.outcome();
    }

    /** One that cannot be processed must not keep the others waiting for ever. */
    private Decided decideAgain(View view, Prepared prepared, Instant now) {
        return view.attempt(
                () -> decide(view, prepared, now),
                Decided.rejected(Reason.INTERNAL, prepared.uniqueKey().orElse(null)));
    }

    private Decided decide(View view, Prepared prepared, Instant now) {
        Types types = new Types(view, mappings);
        return types.find(prepared.event().type())
                .map(mapping -> settled(
                        view,
                        new Ingestion(view, rules, types, history(view, now), now).decide(prepared.readBy(mapping)),
                        now))
                .orElseGet(() -> Decided.rejected(Reason.UNKNOWN_TYPE, null));
    }

    /** With the profile that the record's customer has become part of by a rule. */
    private Decided settled(View view, Decided decided, Instant now) {
        mergeByRules(view, now);
        return decided.of(new Survivors(view));
    }

    private Bookkeeping bookkeeping(View view, Instant now) {
        return new Bookkeeping(view, new Types(view, mappings), retention, now);
    }
}
