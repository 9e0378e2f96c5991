package dev.customerprofiles.core.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.Editing.Expected;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.profiles.Patch;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Templates;
import dev.customerprofiles.core.records.TestMappings;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** A domain in memory. Ranges are read as short as they are asked for, as from a database. */
final class TestDomain {

    static final Duration DAY = Duration.ofDays(1);
    static final int OBJECT_CHARACTERS = 20_000;
    static final String SOURCE = "app://test";
    static final int ERASED_AT_ONCE = 10;

    static final TypeDefinitions.Quotas QUOTAS = new TypeDefinitions.Quotas(3, 2, 4, 100);

    private static final TypeDefinitions DEFINITIONS =
            new TypeDefinitions(Templates.builtIn(TestTypes.NORMALISATION), QUOTAS);

    private final Map<Ref, Document> documents = new HashMap<>();
    private final Map<String, Mapping> types = new HashMap<>(TestTypes.ALL);
    private final Decisions decisions;
    private Instant now = Instant.ofEpochMilli(1_000_000);
    private int events;
    private long commits;
    private int definitions;
    private int readings;

    TestDomain() {
        this(2, 100_000);
    }

    TestDomain(int items, int profileCharacters) {
        this(items, profileCharacters, 1000);
    }

    TestDomain(int items, int profileCharacters, int objects) {
        decisions = new Decisions(
                new Rules(items, profileCharacters, objects, OBJECT_CHARACTERS, TestTypes.NORMALISATION),
                new Decisions.Retention(Duration.ofDays(90), Duration.ofDays(30), DAY),
                new TestMappings(types::get),
                ERASED_AT_ONCE);
    }

    TestDomain priority(String type, int priority) {
        ObjectNode definition = types.get(type).type().toWire();
        types.put(
                type,
                TestTypes.type(type, definition.put("SourcePriority", priority).toString()));
        return this;
    }

    void define(String type, String json) {
        types.put(type, TestTypes.type(type, json));
    }

    /** Defines a type in the domain itself, which the preparation of an event has not heard of. */
    void configures(String type, String json) {
        ObjectNode definition = TestTypes.type(type, json).type().toWire();
        DefinedType defined = new DefinedType(type, "r" + definitions++, null, definition, 0, 0);
        documents.put(Types.ref(type), new Document(Types.ref(type), 0, Json.write(defined)));
    }

    /** Defines a type by the service's own decision. */
    TypeDefinitions.Definition defines(String type, String json) {
        ObjectNode wire = TestTypes.wire(json);
        return run(view -> DEFINITIONS.define(view, type, wire, "r" + now.toEpochMilli() + type, now));
    }

    boolean deletes(String type) {
        return run(view -> DEFINITIONS.delete(view, type, "n" + documents.size(), now));
    }

    /** Jobs that are not done. */
    Map<Ref, Job> jobs() {
        Map<Ref, Job> jobs = new HashMap<>();
        bodies(Kind.CONFIGURATION).forEach((ref, body) -> {
            if (ref.id().startsWith(Job.PREFIX)) {
                jobs.put(ref, Job.read(body));
            }
        });
        return jobs;
    }

    /** All jobs of deleted types, step by step. */
    void removesWhatDeletedTypesLeft(int stepSize) {
        jobs().forEach((ref, job) -> {
            TypeRemoval removal = TypeRemoval.read(job.state());
            for (Kind kind : List.of(Kind.OBJECT, Kind.REJECTED)) {
                TypeRemoval left = kind == Kind.OBJECT ? removal : removal.ofEvents();
                List<Ref> refs = bodies(kind).entrySet().stream()
                        .filter(entry -> entry.getValue().path("type").asText().equals(left.type()))
                        .map(Map.Entry::getKey)
                        .toList();
                for (int from = 0; from < refs.size(); from += stepSize) {
                    List<Ref> step = refs.subList(from, Math.min(refs.size(), from + stepSize));
                    run(view -> {
                        decisions.remove(view, left, step, now);
                        return true;
                    });
                }
            }
            run(view -> {
                view.erase(ref, now);
                return true;
            });
        });
    }

    void replays(String type, int stepSize) {
        beginsReplay(type);
        goesOnReplaying(type, stepSize, () -> {});
    }

    void beginsReplay(String type) {
        long total = bodies(Kind.OBJECT).values().stream()
                .filter(body -> body.path("type").asText().equals(type))
                .count();
        run(view -> decisions.replaying().begin(view, type, total));
    }

    /** @param between what happens between the steps */
    void goesOnReplaying(String type, int stepSize, Runnable between) {
        Ref ref = Job.ref(TypeReplay.WORK, type);
        while (jobs().containsKey(ref)) {
            TypeReplay replay = TypeReplay.read(jobs().get(ref).state());
            List<Ref> next = bodies(Kind.OBJECT).entrySet().stream()
                    .filter(entry -> entry.getValue().path("type").asText().equals(replay.storedAs()))
                    .map(Map.Entry::getKey)
                    .filter(found -> replay.after() == null || found.id().compareTo(replay.after()) > 0)
                    .sorted(java.util.Comparator.comparing(Ref::id))
                    .limit(stepSize)
                    .toList();
            run(view -> {
                decisions
                        .replaying()
                        .step(view, replay, next, now)
                        .ifPresentOrElse(
                                state ->
                                        view.put(ref, Json.write(jobs().get(ref).with(state))),
                                () -> view.erase(ref, now));
                return true;
            });
            between.run();
        }
    }

    TypeReplay.Progress progress(String type) {
        return TypeReplay.Progress.read(body(TypeReplay.progressRef(type)).orElseThrow());
    }

    void forgetType(String type) {
        types.remove(type);
    }

    /** Changes how the domain tells which profiles are one person's. */
    TestDomain resolves(String json) {
        ObjectNode changes = TestTypes.wire(json);
        run(view -> decisions.reviews().resolveBy(view, changes, now));
        return this;
    }

    /** Compares the profiles by changed rules, step by step. */
    void reviews(int stepSize) {
        Ref ref = Job.ref(ProfileReview.WORK, Decisions.ALL_PROFILES);
        while (jobs().containsKey(ref)) {
            ProfileReview review = ProfileReview.read(jobs().get(ref).state());
            List<Ref> next = bodies(Kind.PROFILE).keySet().stream()
                    .filter(found -> review.after() == null || found.id().compareTo(review.after()) > 0)
                    .sorted(java.util.Comparator.comparing(Ref::id))
                    .limit(stepSize)
                    .toList();
            run(view -> {
                decisions
                        .reviews()
                        .review(view, review, next, now)
                        .ifPresentOrElse(
                                state ->
                                        view.put(ref, Json.write(jobs().get(ref).with(state))),
                                () -> view.erase(ref, now));
                return true;
            });
        }
    }

    Outcome receives(Told told) {
        Prepared prepared = prepared(told, true);
        return run(view -> decisions.ingest(view, prepared, now));
    }

    Outcome isCalledWith(Told told) {
        Prepared prepared = prepared(told, false);
        return run(view -> decisions.ingest(view, prepared, now));
    }

    List<Outcome> receivesTogether(Told... told) {
        return receivesTogether(Arrays.asList(told));
    }

    List<Outcome> receivesTogether(List<Told> told) {
        List<Function<View, Outcome>> commands = new ArrayList<>();
        for (Told one : told) {
            Prepared prepared = prepared(one, true);
            commands.add(view -> decisions.ingest(view, prepared, now));
        }
        return runTogether(commands);
    }

    Outcome cannotRead(UnreadableEvent event) {
        return run(view -> decisions.reject(view, event, now));
    }

    /** Whether some are left. */
    boolean redrives(Key key) {
        return run(view -> decisions.redriveParked(view, key.ref(), now));
    }

    /** Tries a rejected event again; its source's integration makes this of event types. */
    Optional<Outcome> redrives(String event, Map<String, String> typeNames) {
        Ref kept = Ledger.rejectedRef(new EventId(SOURCE, event));
        return run(view -> decisions.redrive(view, kept, typeNames, now));
    }

    /** An event that could not be decided. */
    Outcome gaveUpOn(Told told) {
        Prepared prepared = prepared(told, true);
        return run(view -> decisions.reject(view, prepared, Reason.INTERNAL, now));
    }

    /** Tries again whatever waits for a key that has got an owner. */
    void redrivesWhatIsReady() {
        List<Ref> ready = slice(new Range.Ready(), Integer.MAX_VALUE).documents().stream()
                .map(Document::ref)
                .toList();
        for (Ref identity : ready) {
            boolean more = true;
            while (more) {
                more = run(view -> decisions.redriveParked(view, identity, now));
            }
        }
    }

    boolean erases(String profileId) {
        return run(view -> decisions.erase(view, profileId, now));
    }

    boolean deletesObject(String profileId, String type, String record) {
        return run(view -> decisions.deleteObject(view, new Act("0".repeat(32), "test"), profileId, type, record, now));
    }

    /** How many records were removed because their time has come. */
    int expires() {
        List<Document> expired =
                slice(new Range.Expired(now.toEpochMilli()), Integer.MAX_VALUE).documents();
        expired.forEach(object -> run(view -> decisions.expire(view, object.ref(), now)));
        return expired.size();
    }

    /** What a person does, each on the editing, the state, the act and the time. */
    interface ByHand {
        Edited decide(Editing editing, View view, Act act, Instant now);
    }

    Edited edits(ByHand hand) {
        return editsTogether(hand).get(0);
    }

    List<Edited> editsTogether(ByHand... hands) {
        now = now.plusMillis(1);
        List<Function<View, Edited>> commands = new ArrayList<>();
        for (ByHand hand : hands) {
            Act act = new Act("act" + events++, "agent-7");
            commands.add(view -> hand.decide(decisions.editing(), view, act, now));
        }
        return runTogether(commands);
    }

    /** Number of the commit that last changed a profile. */
    long revision(String profileId) {
        return documents.get(Profile.ref(profileId)).seq();
    }

    /** Takes the next step of an erasure; whether there are more. */
    boolean erasesMore(String profileId) {
        return run(view -> decisions.eraseMore(view, profileId, now));
    }

    MergeOutcome merges(String main, String... others) {
        return merges(main, List.of(others), Map.of());
    }

    MergeOutcome merges(String main, List<String> others, Map<String, String> fieldSources) {
        now = now.plusMillis(1);
        Merge merge = new Merge(new Act("merge" + events++, "somebody"), main, others, fieldSources);
        return run(view -> decisions.merge(view, merge, now));
    }

    UnmergeOutcome unmerges(String profileId, String merged) {
        now = now.plusMillis(1);
        Unmerge unmerge = new Unmerge(new Act("unmerge" + events++, "somebody"), profileId, merged);
        return run(view -> decisions.unmerge(view, unmerge, now));
    }

    /** Sets a value by hand, or clears it where the value is null. */
    Edited edits(String profileId, String field, String value) {
        Patch patch = new Patch(Json.object().put(field, value == null ? "" : value));
        return edits((editing, view, act, at) -> editing.update(view, act, profileId, Expected.ANY, patch, at));
    }

    /** The profile that an id stands for. */
    String survivor(String id) {
        return Profile.redirect(documents.get(Profile.ref(id)).body()).orElse(id);
    }

    boolean purges(Ref ref) {
        return run(view -> decisions.purge(view, ref, now));
    }

    void waits(Duration time) {
        now = now.plus(time);
    }

    /** Puts something in the place of a document that no decision can read. */
    void damages(Ref ref) {
        documents.put(ref, new Document(ref, 0, Json.object().put("raw", "damaged")));
    }

    /** The profile that a key leads to. */
    Profile customer(String keyName, String value) {
        return profile(survivor(owners(keyName, value).only().orElseThrow()));
    }

    Profile person(String id) {
        return customer("personId", id);
    }

    Profile profile(String id) {
        return Profile.read(documents.get(Profile.ref(id)).body());
    }

    Owners owners(String keyName, String value) {
        return body(new Key(keyName, value).ref())
                .map(body -> Json.read(body, Owners.class))
                .orElse(Owners.NONE);
    }

    SourceObject object(Outcome outcome, String type) {
        return SourceObject.fromJson(
                body(SourceObject.ref(type, outcome.uniqueKey())).orElseThrow());
    }

    /** What is kept of a parked or rejected event. */
    Optional<RejectedEvent> kept(String event) {
        return body(Ledger.rejectedRef(new EventId(SOURCE, event))).map(body -> Json.read(body, RejectedEvent.class));
    }

    Optional<Outcome> ledger(String event) {
        return body(Ledger.ref(new EventId(SOURCE, event))).map(Ledger::outcome);
    }

    /** Live documents. */
    Map<Ref, ObjectNode> bodies(Kind kind) {
        Map<Ref, ObjectNode> bodies = new HashMap<>();
        documents.values().stream()
                .filter(document -> document.ref().kind() == kind && !document.erased())
                .forEach(document -> bodies.put(document.ref(), document.body()));
        return bodies;
    }

    /** Everything as it is now, to see later that nothing has changed. */
    Map<Ref, Document> everything() {
        return Map.copyOf(documents);
    }

    private Optional<ObjectNode> body(Ref ref) {
        return Optional.ofNullable(documents.get(ref))
                .filter(document -> !document.erased())
                .map(Document::body);
    }

    private Prepared prepared(Told told, boolean keepRejected) {
        now = now.plusMillis(1);
        Told named = told.event() != null ? told : told.as("unnamed" + events++);
        String freshId = UUID.nameUUIDFromBytes(named.event().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return Prepared.of(
                named.event(SOURCE, now, freshId), Optional.ofNullable(types.get(told.type())), 366, keepRejected);
    }

    <T> T run(Function<View, T> command) {
        return runTogether(List.of(command)).get(0);
    }

    /** One commit for all of them, each seeing the ones before it. */
    private <T> List<T> runTogether(List<Function<View, T>> commands) {
        Draft draft = new Draft();
        List<T> results = new ArrayList<>();
        for (Function<View, T> command : commands) {
            results.add(decide(draft, command));
        }
        commits++;
        for (Draft.Change change : draft.changes()) {
            if (change.purges()) {
                documents.remove(change.ref());
            } else {
                documents.put(change.ref(), new Document(change.ref(), commits, change.after()));
            }
        }
        return results;
    }

    /** How often decisions have had to wait for what they lacked. */
    int readings() {
        return readings;
    }

    private <T> T decide(Draft draft, Function<View, T> command) {
        for (int attempt = 0; attempt < 100; attempt++) {
            View view = draft.view();
            try {
                T result = command.apply(view);
                draft.accept(view);
                return result;
            } catch (View.NotRead lacking) {
                readings++;
                draft.learn(draft.asked(), documents);
                draft.askedRanges().forEach((range, limit) -> draft.learn(range, slice(range, limit)));
            }
        }
        throw new AssertionError("the decision never has what it needs");
    }

    private Range.Slice slice(Range range, int limit) {
        List<Document> found = documents.values().stream()
                .filter(document -> document.ref().kind() == range.kind() && range.holds(document.body()))
                .sorted(range.order())
                .toList();
        return found.size() <= limit ? new Range.Slice(found, true) : new Range.Slice(found.subList(0, limit), false);
    }
}
