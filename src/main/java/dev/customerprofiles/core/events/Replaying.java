package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** Reads all records of a type again by its present definition, some with each decision. */
public final class Replaying {

    private final Rules rules;
    private final Decisions.Retention retention;
    private final Mappings mappings;
    private final int erasedAtOnce;
    private final BiConsumer<View, Instant> afterChanges;

    Replaying(
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

    /**
     * Begins, or begins once more.
     *
     * @param total how many records there are
     * @return false where there is no such type
     */
    public boolean begin(View view, String name, long total) {
        Optional<Mapping> mapping = new Types(view, mappings).find(name);
        mapping.ifPresent(known -> {
            TypeReplay replay = TypeReplay.of(name, known.storedAs(), revision(view, name), total);
            view.put(Job.ref(TypeReplay.WORK, name), Json.write(Job.open(TypeReplay.WORK, replay.toJson())));
            view.put(TypeReplay.progressRef(name), replay.progress(false));
        });
        return mapping.isPresent();
    }

    /**
     * Reads some records again.
     *
     * @param found the next ones, ascending by id; empty where there are no more
     * @return where to go on; empty when all is done, or the type is gone
     */
    public Optional<ObjectNode> step(View view, TypeReplay replay, List<Ref> found, Instant now) {
        Types types = new Types(view, mappings);
        Optional<Mapping> mapping =
                types.find(replay.name()).filter(known -> known.storedAs().equals(replay.storedAs()));
        if (mapping.isEmpty()) {
            view.get(TypeReplay.progressRef(replay.name()))
                    .ifPresent(body -> view.erase(TypeReplay.progressRef(replay.name()), now));
            return Optional.empty();
        }
        String revision = revision(view, replay.name());
        if (!revision.equals(replay.revision())) {
            return Optional.of(TypeReplay.of(replay.name(), replay.storedAs(), revision, replay.total())
                    .toJson());
        }
        if (found.isEmpty()) {
            Optional<TypeReplay> next = replay.nextPass();
            view.put(TypeReplay.progressRef(replay.name()), replay.progress(next.isEmpty()));
            return next.map(TypeReplay::toJson);
        }
        view.expect(found);
        History history = new History(view, retention.history(), now);
        Replay again = new Replay(view, rules, types, history, mapping.get(), revision, now);
        boolean moved = false;
        for (Ref ref : found) {
            // one whose owner is gone is being removed
            Optional<SourceObject> object = view.get(ref)
                    .map(SourceObject::fromJson)
                    .filter(record -> view.get(Profile.ref(record.owner())).isPresent());
            if (object.isPresent() && replay.decidesAnew()) {
                moved |= settle(view, types, history, object.get(), again.decideAnew(object.get()), now);
            } else {
                object.ifPresent(again::bringUpToDate);
            }
        }
        afterChanges.accept(view, now);
        TypeReplay next = replay.after(found.get(found.size() - 1), found.size(), moved);
        view.put(TypeReplay.progressRef(replay.name()), next.progress(false));
        return Optional.of(next.toJson());
    }

    /** Whether the record has another customer now. */
    private boolean settle(
            View view, Types types, History history, SourceObject object, Replay.Replayed replayed, Instant now) {
        Outcome outcome = replayed.decided().outcome();
        if (outcome.reason() != null) {
            new Bookkeeping(view, types, retention, now).keep(replayed.event(), replayed.decided());
        }
        if (replayed.leavesNobody()) {
            Act act = new Act(replayed.event().event().freshId(), Replay.SOURCE);
            List<String> erased = new Erasure(view, now).erase(object.owner(), erasedAtOnce);
            history.write(act, History.Action.DELETED_BY_CUSTOMER, erased, null);
        }
        return !new Survivors(view).id(object.owner()).equals(outcome.profileId());
    }

    private static String revision(View view, String name) {
        return view.get(Types.ref(name))
                .flatMap(Types::read)
                .map(DefinedType::revision)
                .orElse("");
    }
}
