package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.state.Ref;

/**
 * A rejected or parked event with what can be tried again.
 *
 * @param obsolete whether the type that it was of was deleted, and another has its name now
 * @param prepared the event; empty where it cannot be read any more
 */
record ParkedEvent(RejectedEvent kept, boolean obsolete, Optional<Prepared> prepared) {

    /** These events, their records read by the types that there are now. */
    static List<ParkedEvent> read(Types types, List<RejectedEvent> events) {
        types.expect(events.stream()
                .filter(RejectedEvent::hasRecord)
                .map(RejectedEvent::type)
                .toList());
        return events.stream().map(kept -> read(types, kept)).toList();
    }

    private static ParkedEvent read(Types types, RejectedEvent kept) {
        if (!kept.hasRecord()) {
            return new ParkedEvent(kept, false, Optional.empty());
        }
        Optional<Mapping> mapping = types.find(kept.type());
        boolean obsolete = kept.storedAs() != null
                && mapping.filter(present -> !present.storedAs().equals(kept.storedAs()))
                        .isPresent();
        try {
            return new ParkedEvent(
                    kept, obsolete, Optional.of(Prepared.of(kept.toEvent(), mapping, kept.keptDays(), true)));
        } catch (JsonProcessingException | RuntimeException e) {
            return new ParkedEvent(kept, obsolete, Optional.empty());
        }
    }

    EventId id() {
        return kept.id();
    }

    /** Where it is kept. */
    Ref ref() {
        return Ledger.rejectedRef(id());
    }

    /** Why it fails again if there is nothing to try. */
    Reason otherwise() {
        return kept.hasRecord() ? Reason.INTERNAL : Reason.of(kept.reason());
    }

    Stream<Ref> likelyReads() {
        return Stream.concat(
                Stream.of(ref(), Ledger.ref(id())), prepared.stream().flatMap(known -> known.likelyReads().stream()));
    }
}
