package dev.customerprofiles.core.events;

import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;

/**
 * How far the removal of what a deleted object type left has come: first its records, then its rejected and parked events.
 *
 * @param name     of the type
 * @param storedAs the name that its records are stored under
 * @param kind     what is being removed
 * @param after    id ({@code Ref.id}) of the last document that was looked at, or null
 */
public record TypeRemoval(String name, String storedAs, Kind kind, String after) {

    /** The work's name among the jobs. */
    public static final String WORK = "type-removal";

    public TypeRemoval {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(storedAs, "storedAs");
        Objects.requireNonNull(kind, "kind");
    }

    static TypeRemoval of(String name, String storedAs) {
        return new TypeRemoval(name, storedAs, Kind.OBJECT, null);
    }

    public static TypeRemoval read(ObjectNode state) {
        return Json.read(state, TypeRemoval.class);
    }

    public ObjectNode toJson() {
        return Json.write(this);
    }

    /** What the documents that are being removed have as their type. */
    public String type() {
        return kind == Kind.OBJECT ? storedAs : name;
    }

    public TypeRemoval after(Document last) {
        return new TypeRemoval(name, storedAs, kind, last.ref().id());
    }

    /** The removal of the events, after that of the records. */
    public TypeRemoval ofEvents() {
        return new TypeRemoval(name, storedAs, Kind.REJECTED, null);
    }
}
