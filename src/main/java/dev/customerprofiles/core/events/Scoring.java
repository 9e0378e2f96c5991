package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * How far a run of scored matching has come.
 *
 * @param run      id ({@code Ref.id}) of the run's document
 * @param previous run whose matches are shown so far, or null
 * @param finding  what was found by whom: who has found anything else must not go on with storing it; null before
 * @param phase    what is to be done next
 * @param done     how many matches this phase has dealt with
 * @param after    id ({@code Ref.id}) of the last of them, where they are read one after another; else null
 */
public record Scoring(String run, String jobId, String previous, String finding, Phase phase, int done, String after) {

    /** The work's name among the jobs. */
    public static final String WORK = "scored-matching";

    /** In this order. */
    public enum Phase {
        FIND,
        STORE,
        MERGE,
        CLEAR
    }

    public Scoring {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(phase, "phase");
    }

    public static Scoring read(ObjectNode state) {
        return Json.read(state, Scoring.class);
    }

    Ref runRef() {
        return new Ref(Kind.CONFIGURATION, run);
    }

    Scoring at(Phase next, int dealtWith) {
        return new Scoring(run, jobId, previous, finding, next, dealtWith, null);
    }

    Scoring storing(String found) {
        return new Scoring(run, jobId, previous, found, Phase.STORE, 0, null);
    }

    Scoring after(int dealtWith, Ref last) {
        return new Scoring(run, jobId, previous, finding, phase, dealtWith, last.id());
    }

    /** What the ids of the documents begin with that the run before has left. */
    public List<String> leftBehind() {
        return previous == null ? List.of() : prefixes(previous);
    }

    /** What the ids of the documents begin with that this run has made. */
    public List<String> made() {
        return prefixes(jobId);
    }

    private static List<String> prefixes(String run) {
        return List.of(ScoredMatch.prefix(run), ScoredMatch.prefixOfMembers(run));
    }

    public ObjectNode toJson() {
        return Json.write(this);
    }
}
