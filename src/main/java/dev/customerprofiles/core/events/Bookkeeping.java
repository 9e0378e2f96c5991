package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** What is written down of an event beside what it changes: its entry in the ledger, and itself where it was not applied. */
final class Bookkeeping {

    private final View view;
    private final Types types;
    private final Decisions.Retention retention;
    private final Instant now;

    Bookkeeping(View view, Types types, Decisions.Retention retention, Instant now) {
        this.view = view;
        this.types = types;
        this.retention = retention;
        this.now = now;
    }

    /** Writes down what became of an event, and the event itself where it was not applied. */
    void keep(Prepared prepared, Decided decided) {
        SourceEvent event = prepared.event();
        Outcome outcome = decided.outcome();
        if (outcome.reason() != null) {
            RejectedEvent kept = rejected(prepared, outcome.reason(), ids(decided));
            put(new WaitingContacts(view).described(kept, prepared));
            await(decided.waitsFor());
        }
        record(event.id(), event.type(), outcome);
    }

    /** The same of an event that was kept before. */
    void keepAgain(ParkedEvent parked, Decided decided) {
        Outcome outcome = decided.outcome();
        String type = parked.kept().type();
        if (outcome.reason() == null) {
            view.erase(parked.ref(), now);
        } else {
            view.put(parked.ref(), Json.write(parked.kept().again(outcome.reason(), ids(decided), storedAs(type))));
            // other keys than before, if its type has changed meanwhile
            await(decided.waitsFor());
        }
        record(parked.id(), type, outcome);
    }

    /** Writes down that an event was never decided. */
    Outcome reject(RejectedEvent kept) {
        Outcome outcome = Outcome.rejected(Reason.of(kept.reason()), null);
        put(kept);
        record(kept.id(), kept.type(), outcome);
        return outcome;
    }

    /** An event that is not applied, as it is kept. */
    RejectedEvent rejected(Prepared prepared, Reason reason, List<String> waits) {
        return RejectedEvent.of(prepared, storedAs(prepared.event().type()), reason, waits, expires());
    }

    RejectedEvent rejected(UnreadableEvent event) {
        return RejectedEvent.of(event, expires());
    }

    void record(EventId id, String type, Outcome outcome) {
        view.put(Ledger.ref(id), Ledger.entry(id, type, outcome, now, retention.history()));
    }

    private void put(RejectedEvent rejected) {
        view.put(Ledger.rejectedRef(rejected.id()), Json.write(rejected));
    }

    private void await(List<Ref> identities) {
        Identities known = new Identities(view, now);
        view.expect(identities);
        identities.forEach(identity -> known.put(identity, known.get(identity).awaited()));
    }

    private static List<String> ids(Decided decided) {
        return decided.waitsFor().stream().map(Ref::id).toList();
    }

    /** Null where that is not known, also as its definition cannot be read: what is kept of an event must not depend on it. */
    private String storedAs(String type) {
        return view.attempt(
                () -> Optional.ofNullable(type)
                        .flatMap(types::find)
                        .map(Mapping::storedAs)
                        .orElse(null),
                null);
    }

    private long expires() {
        return now.plus(retention.rejected()).toEpochMilli();
    }
}
