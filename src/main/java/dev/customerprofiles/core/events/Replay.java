package dev.customerprofiles.core.events;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** Reads stored records again by the mapping that their type has now. */
final class Replay {

    /** What the events have for a source that a record becomes where it can be nobody's any more. */
    static final String SOURCE = "urn:customer-profiles:replay";

    private static final int ID_LENGTH = 32;

    private final View view;
    private final Mapping mapping;
    private final String revision;
    private final Ingestion ingestion;
    private final RecordChange change;
    private final Removal removal;
    private final Survivors survivors;
    private final Instant now;

    Replay(View view, Rules rules, Types types, History history, Mapping mapping, String revision, Instant now) {
        this.view = view;
        this.mapping = mapping;
        this.revision = revision;
        this.ingestion = new Ingestion(view, rules, types, history, now);
        this.change = new RecordChange(view, rules, types, history, now);
        this.removal = new Removal(view, rules, types, history, now);
        this.survivors = new Survivors(view);
        this.now = now;
    }

    /** What became of a record. @param event what it is kept as, where it was turned away */
    record Replayed(Prepared event, Decided decided, Profile left) {

        boolean leavesNobody() {
            return left.isEmpty();
        }
    }

    /** Brings up to date what a record says; it stays where it is, and its new keys are not used yet. */
    void bringUpToDate(SourceObject object) {
        Prepared prepared = prepared(object, object.owner());
        SourceObject mapped = ingestion.mapped(prepared, object);
        List<String> keys = new ArrayList<>(object.keys());
        keys.retainAll(mapped.keys());
        unlessTheSame(object.owner(), () -> change.apply(object, mapped.withKeys(keys), false, false));
    }

    /** Decides anew whose a record is, as if it came only now. */
    Replayed decideAnew(SourceObject object) {
        return unlessTheSame(object.owner(), () -> {
            Profile left = removal.takeOut(object);
            // what people have said of its customer stays with the record that they said it of
            boolean alone = left.sources(object.owner()).isEmpty();
            Prepared prepared = prepared(object, alone ? object.owner() : freshId(object));
            Decided decided = ingestion.decideAnew(prepared, object);
            return new Replayed(
                    prepared,
                    decided,
                    survivors.find(object.owner()).map(Fusion.Named::profile).orElse(left));
        });
    }

    private Prepared prepared(SourceObject object, String freshId) {
        EventId id = new EventId(
                SOURCE,
                revision
                        + '|'
                        + SourceObject.ref(object.type(), object.record()).id());
        SourceEvent event = new SourceEvent(
                id,
                mapping.type().name(),
                object.accumulated().effective(),
                object.accumulated().version().at(),
                now,
                freshId);
        int daysLeft = (int) Math.max(
                0,
                Duration.between(now, Instant.ofEpochMilli(object.keptUntil())).toDays());
        return Prepared.of(event, Optional.of(mapping), daysLeft, true);
    }

    /** The same for the same record and definition, so that the decision can be made again; never that of another. */
    private String freshId(SourceObject object) {
        return History.id("replay|" + revision + '|'
                        + SourceObject.ref(object.type(), object.record()).id())
                .substring(0, ID_LENGTH);
    }

    /** A profile that is as it was has not been changed. */
    private <T> T unlessTheSame(String profileId, Supplier<T> change) {
        Ref ref = Profile.ref(survivors.id(profileId));
        Optional<ObjectNode> before = view.get(ref);
        T result = change.get();
        before.filter(body ->
                        view.get(ref).filter(after -> sameButTime(body, after)).isPresent())
                .ifPresent(body -> view.put(ref, body));
        return result;
    }

    private static boolean sameButTime(ObjectNode one, ObjectNode other) {
        return one.deepCopy().without("updatedAt").equals(other.deepCopy().without("updatedAt"));
    }
}
