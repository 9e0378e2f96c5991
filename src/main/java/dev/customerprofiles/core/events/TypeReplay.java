package dev.customerprofiles.core.events;

import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * How far the records of a type have been read again by its present definition. A first pass brings what they say up to date and
 * takes back the keys that they should not have; the others decide anew whose each of them is, until nobody moves any more.
 *
 * @param name     of the type
 * @param storedAs the name that its records are stored under
 * @param revision of the definition
 * @param pass     0 for the first
 * @param moved    whether a record has moved in this pass
 * @param after    id ({@code Ref.id}) of the last record that was read again, or null
 * @param read     how many records were read again in the first two passes
 * @param total    how many there were at the start
 */
public record TypeReplay(
        String name, String storedAs, String revision, int pass, boolean moved, String after, long read, long total) {

    /** The work's name among the jobs. */
    public static final String WORK = "type-replay";

    private static final String PREFIX = "replay|";

    /** Records that name each other's customers in turn could go on for ever. */
    private static final int MOST_PASSES = 5;

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
        return new TypeReplay(name, storedAs, revision, 0, false, null, 0, total);
    }

    TypeReplay after(Ref last, int more, boolean haveMoved) {
        return new TypeReplay(
                name, storedAs, revision, pass, moved || haveMoved, last.id(), pass < 2 ? read + more : read, total);
    }

    /** The next pass; empty where this was the last one. */
    Optional<TypeReplay> nextPass() {
        return pass == 0 || (moved && pass < MOST_PASSES)
                ? Optional.of(new TypeReplay(name, storedAs, revision, pass + 1, false, null, read, total))
                : Optional.empty();
    }

    boolean decidesAnew() {
        return pass > 0;
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
