package dev.customerprofiles.core.events;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * One run of scored matching over a domain, as the API tells of it.
 *
 * @param jobId     32 hexadecimal digits
 * @param startedAt epoch milliseconds; likewise the others, 0 where not yet
 * @param reviewed  how many profiles were compared
 * @param matches   how many groups of profiles are likely one person's
 * @param merges    how many profiles became part of another
 * @param message   what went wrong, or null
 */
public record ScoredRun(
        String jobId,
        Status status,
        long startedAt,
        long endedAt,
        long updatedAt,
        long reviewed,
        long matches,
        long merges,
        String message) {

    /** What the ids of their documents begin with; the newest comes first. */
    public static final String PREFIX = "scored-run|";

    /** The names are the API's. */
    public enum Status {
        PENDING,
        FIND_MATCHING,
        MERGING,
        COMPLETED,
        FAILED
    }

    static ScoredRun pending(String jobId, long now) {
        return new ScoredRun(jobId, Status.PENDING, now, 0, now, 0, 0, 0, null);
    }

    public static ScoredRun read(ObjectNode body) {
        return Json.read(body, ScoredRun.class);
    }

    Ref ref() {
        return new Ref(Kind.CONFIGURATION, PREFIX + "%019d".formatted(Long.MAX_VALUE - startedAt) + '|' + jobId);
    }

    public boolean isOver() {
        return status == Status.COMPLETED || status == Status.FAILED;
    }

    ScoredRun as(Status next, long now) {
        long end = next == Status.COMPLETED || next == Status.FAILED ? now : 0;
        return new ScoredRun(jobId, next, startedAt, end, now, reviewed, matches, merges, message);
    }

    ScoredRun found(long profiles, long groups) {
        return new ScoredRun(jobId, status, startedAt, endedAt, updatedAt, profiles, groups, merges, message);
    }

    ScoredRun merged(long more) {
        return new ScoredRun(jobId, status, startedAt, endedAt, updatedAt, reviewed, matches, merges + more, message);
    }

    ScoredRun because(String reason) {
        return new ScoredRun(jobId, status, startedAt, endedAt, updatedAt, reviewed, matches, merges, reason);
    }
}
