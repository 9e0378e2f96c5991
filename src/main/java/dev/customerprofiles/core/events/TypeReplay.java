package dev.customerprofiles.core.events;

import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * How far the records of a type have been read again by its present definition. A first pass brings what they say up to date and
 * takes back the keys that they should not have; a second one decides anew whose each of them is, by keys that are right by then.
 *
 * @param name     of the type
 * @param storedAs the name that its records are stored under
 * @param revision of the definition
 * @param second   whether it is the second pass
 * @param after    id ({@code Ref.id}) of the last record that was read again, or null
 * @param read     how many records were read again, in both passes
 * @param total    how many there were at the start
 */
public record TypeReplay(
        String name, String storedAs, String revision, boolean second, String after, long read, long total) {

    /** The work's name among the jobs. */
    public static final String WORK = "type-replay";

    private static final String PREFIX = "replay|";

    public TypeReplay {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(storedAs, "storedAs");
        Objects.requireNonNull(revision, "revision");
    }

    /**
     * What there is to tell of the last replay of a type.
     *
     * @param done of {@code total} records
     */
    public record Progress(String status, long done, long total) {

        public static final String RUNNING = "IN_PROGRESS";
        public static final String COMPLETE = "COMPLETE";

        public static Progress read(ObjectNode body) {
            return Json.read(body, Progress.class);
        }
    }

    /** The document with the progress of a type's last replay. */
    public static Ref progressRef(String name) {
        return new Ref(Kind.CONFIGURATION, PREFIX + name);
    }

    public static TypeReplay read(ObjectNode state) {
        return Json.read(state, TypeReplay.class);
    }

    static TypeReplay of(String name, String storedAs, String revision, long total) {
        return new TypeReplay(name, storedAs, revision, false, null, 0, total);
    }

    TypeReplay after(Ref last, int more) {
        return new TypeReplay(name, storedAs, revision, second, last.id(), read + more, total);
    }

    TypeReplay secondPass() {
        return new TypeReplay(name, storedAs, revision, true, null, read, total);
    }

    ObjectNode toJson() {
        return Json.write(this);
    }

    /** Records that come meanwhile are read again as well, so that there may be more of them than there were. */
    ObjectNode progress(boolean complete) {
        Progress progress = complete
                ? new Progress(Progress.COMPLETE, Math.max(read / 2, total), Math.max(read / 2, total))
                : new Progress(Progress.RUNNING, Math.min(read / 2, total), total);
        return Json.write(progress);
    }
}
