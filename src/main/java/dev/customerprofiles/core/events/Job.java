package dev.customerprofiles.core.events;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * A long work on a domain, done in steps that are one commit each; what its configuration document holds. It goes with the last
 * step.
 *
 * @param work   which
 * @param state  how far it is, as the work itself writes it
 * @param holder the instance that does it, or null
 * @param until  before this time nobody but the holder does a step, epoch milliseconds
 */
public record Job(String work, ObjectNode state, String holder, long until) {

    /** What the ids of their documents begin with. */
    public static final String PREFIX = "job|";

    /** A job that anybody may begin. */
    public static Job open(String work, ObjectNode state) {
        return new Job(work, state, null, 0);
    }

    public static Ref ref(String work, String subject) {
        return new Ref(Kind.CONFIGURATION, PREFIX + work + '|' + subject);
    }

    public static Job read(ObjectNode body) {
        return Json.read(body, Job.class);
    }

    /** @param now epoch milliseconds */
    public boolean openTo(String other, long now) {
        return other.equals(holder) || until < now;
    }

    public Job with(ObjectNode next) {
        return new Job(work, next, holder, until);
    }

    public Job heldBy(String next, long nextUntil) {
        return new Job(work, state, next, nextUntil);
    }
}
