package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** A run of scored matching, step by step: keeps what was found, and merges what the domain wants merged by itself. */
public final class Scores {

    /** Who merges by scores, in the audit trail. */
    static final String BY = "urn:customer-profiles:scored-matching";

    private final Rules rules;
    private final Decisions.Retention retention;
    private final Mappings mappings;

    Scores(Rules rules, Decisions.Retention retention, Mappings mappings) {
        this.rules = rules;
        this.retention = retention;
        this.mappings = mappings;
    }

    /** Begins a run, unless one is under way. @return the run that is under way now */
    public ScoredRun begin(View view, String jobId, Instant now) {
        Ref job = Job.ref(Scoring.WORK, Decisions.ALL_PROFILES);
        Optional<ScoredRun> running = view.get(job)
                .map(body -> Scoring.read(Job.read(body).state()))
                .flatMap(state -> view.get(state.runRef()))
                .map(ScoredRun::read);
        if (running.isPresent()) {
            return running.get();
        }
        ScoredRun run = ScoredRun.pending(jobId, now.toEpochMilli());
        String previous = view.get(ScoredMatch.SHOWN)
                .map(body -> body.path("jobId").textValue())
                .orElse(null);
        view.put(run.ref(), Json.write(run));
        Scoring state = new Scoring(run.ref().id(), jobId, previous, null, Scoring.Phase.FIND, 0, null);
        view.put(job, Json.write(Job.open(Scoring.WORK, state.toJson())));
        return run;
    }

    /** Says that a run is looking. */
    public Optional<ObjectNode> looking(View view, Scoring state, Instant now) {
        ScoredRun run = run(view, state);
        if (run.status() == ScoredRun.Status.PENDING) {
            put(view, run.as(ScoredRun.Status.FIND_MATCHING, now.toEpochMilli()));
        }
        return Optional.of(state.toJson());
    }

    /** Says what a run has found; it is to be stored next. @param finding names what was found, opaque */
    public Optional<ObjectNode> found(
            View view, Scoring state, String finding, long profiles, long matches, Instant now) {
        put(
                view,
                run(view, state)
                        .as(ScoredRun.Status.FIND_MATCHING, now.toEpochMilli())
                        .found(profiles, matches));
        return Optional.of(state.storing(finding).toJson());
    }

    /** Ends a run that cannot go on. */
    public Optional<ObjectNode> fail(View view, Scoring state, String reason, Instant now) {
        put(
                view,
                run(view, state).as(ScoredRun.Status.FAILED, now.toEpochMilli()).because(reason));
        return Optional.empty();
    }

    /**
     * Keeps some of what was found; what the run before has found is shown until all is kept.
     *
     * @param next the matches that follow those that are kept already; none where all are
     */
    public Optional<ObjectNode> store(View view, Scoring state, List<ScoredMatch> next, Instant now) {
        if (next.isEmpty()) {
            ScoredRun run = run(view, state).as(ScoredRun.Status.MERGING, now.toEpochMilli());
            put(view, run);
            view.put(
                    ScoredMatch.SHOWN,
                    Json.object()
                            .put("jobId", run.jobId())
                            .put("at", now.toEpochMilli())
                            .put("matches", run.matches()));
            return Optional.of(state.at(Scoring.Phase.MERGE, 0).toJson());
        }
        for (ScoredMatch match : next) {
            view.put(ScoredMatch.ref(match.id()), Json.write(match));
            match.ids()
                    .forEach(id -> view.put(
                            ScoredMatch.refOfMember(match.jobId(), id),
                            Json.object().put("match", match.id())));
        }
        return Optional.of(
                state.at(Scoring.Phase.STORE, state.done() + next.size()).toJson());
    }

    /** Removes some of what a run had kept when its instance went away; none where all is gone, and then it looks anew. */
    public Optional<ObjectNode> discard(View view, Scoring state, List<Ref> kept, Instant now) {
        kept.forEach(ref -> view.erase(ref, now));
        return Optional.of((kept.isEmpty() ? state.at(Scoring.Phase.FIND, 0) : state).toJson());
    }

    /** Merges what the domain wants merged by itself of some matches; none where there are no more. */
    public Optional<ObjectNode> merge(View view, Scoring state, List<ScoredMatch> next, Instant now) {
        Optional<Consolidation> wanted = Consolidation.enabled(
                Resolution.of(view).settings().path(Resolution.SCORES).path("AutoMerging"));
        if (next.isEmpty() || wanted.isEmpty()) {
            return Optional.of(state.at(Scoring.Phase.CLEAR, 0).toJson());
        }
        long merged = 0;
        for (ScoredMatch match : next) {
            merged += consolidate(view, match, wanted.get(), now).size();
        }
        put(
                view,
                run(view, state)
                        .as(ScoredRun.Status.MERGING, now.toEpochMilli())
                        .merged(merged));
        Ref last = ScoredMatch.ref(next.get(next.size() - 1).id());
        return Optional.of(state.after(state.done() + next.size(), last).toJson());
    }

    /** Removes some of what the run before has found. @param left none where all is gone, and then the run is over */
    public Optional<ObjectNode> clear(View view, Scoring state, List<Ref> left, Instant now) {
        left.forEach(ref -> view.erase(ref, now));
        if (left.isEmpty()) {
            put(view, run(view, state).as(ScoredRun.Status.COMPLETED, now.toEpochMilli()));
            return Optional.empty();
        }
        return Optional.of(state.toJson());
    }

    /** A profile that a match would make. @param ids of the profiles that would become one, its own first */
    public record Preview(List<String> ids, ObjectNode profile) {}

    /** What a match would make; it does nothing. */
    public List<Preview> preview(View view, ScoredMatch match, Consolidation consolidation, Instant now) {
        Set<String> before = new LinkedHashSet<>();
        Survivors survivors = new Survivors(view);
        survivors.expect(match.ids());
        match.ids().forEach(id -> survivors.find(id).ifPresent(found -> before.add(found.id())));
        consolidate(view, match, consolidation, now);
        List<Preview> previews = new ArrayList<>();
        for (Fusion.Named after : living(view, match.ids())) {
            List<String> ids = before.stream()
                    .filter(id -> !id.equals(after.id()) && survivors.id(id).equals(after.id()))
                    .toList();
            if (!ids.isEmpty()) {
                List<String> all = new ArrayList<>(List.of(after.id()));
                all.addAll(ids);
                previews.add(new Preview(all, after.profile().profile()));
            }
        }
        view.undo();
        return previews;
    }

    /** The ids that became part of another. */
    private Set<String> consolidate(View view, ScoredMatch match, Consolidation consolidation, Instant now) {
        Set<String> before = ids(living(view, match.ids()));
        if (match.confidence() < consolidation.confidence()) {
            return Set.of();
        }
        Types types = new Types(view, mappings);
        History history = new History(view, retention.history(), now);
        Merging merging = new Merging(view, rules, types, history, now);
        int step = 0;
        for (List<String> criterion : consolidation.criteria()) {
            for (List<Fusion.Named> alike : Consolidation.alike(criterion, living(view, match.ids()))) {
                Act act = new Act(History.id("scored|" + match.id() + '|' + step++), BY);
                merging.mergeEquals(
                        alike,
                        consolidation.preferred(),
                        act,
                        Json.object().put("MatchId", match.id()).put("ConfidenceScore", match.confidence()));
            }
        }
        before.removeAll(ids(living(view, match.ids())));
        return before;
    }

    private static Set<String> ids(List<Fusion.Named> profiles) {
        Set<String> ids = new LinkedHashSet<>();
        profiles.forEach(profile -> ids.add(profile.id()));
        return ids;
    }

    /** The profiles that these ids mean now. */
    private static List<Fusion.Named> living(View view, List<String> ids) {
        Survivors survivors = new Survivors(view);
        survivors.expect(ids);
        List<Fusion.Named> living = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        ids.stream()
                .flatMap(id -> survivors.find(id).stream())
                .filter(found -> known.add(found.id()))
                .forEach(living::add);
        return living;
    }

    private static ScoredRun run(View view, Scoring state) {
        return view.get(state.runRef()).map(ScoredRun::read).orElseThrow();
    }

    private static void put(View view, ScoredRun run) {
        view.put(run.ref(), Json.write(run));
    }
}
