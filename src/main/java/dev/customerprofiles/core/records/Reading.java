package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.AbstractList;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One look at a record: follows paths through it, tolerates whatever shape it has, and notes the newest source time of what was
 * read.
 */
final class Reading {

    private static final int MOST_STEPS = 100_000;

    private final Accumulated.Effective record;
    private Instant newest;
    private int steps;

    Reading(Accumulated.Effective record) {
        this.record = record;
    }

    Node root() {
        return new Node(record.record(), "");
    }

    /** Newest source time of the values read; of the record where none was. */
    Instant at() {
        return newest == null ? record.at() : newest;
    }

    /** A template that walks a record in circles takes too many steps. */
    static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("a mapping reads too much", null, false, false);
        }
    }

    /** An object in the record; as text it is nothing, never a dump. */
    final class Node {

        private final JsonNode json;
        private final String pointer;

        private Node(JsonNode json, String pointer) {
            this.json = json;
            this.pointer = pointer;
        }

        /** A member: text, Boolean, Node, list, or null where there is nothing. The name matches exactly, else if only its case differs. */
        Object get(String name) {
            if (!(json instanceof ObjectNode object)) {
                return null;
            }
            if (object.has(name)) {
                return value(object.get(name), pointer + '/' + escaped(name));
            }
            String found = null;
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (member.getKey().equalsIgnoreCase(name)) {
                    if (found != null) {
                        return null;
                    }
                    found = member.getKey();
                }
            }
            return found == null ? null : value(object.get(found), pointer + '/' + escaped(found));
        }

        @Override
        public String toString() {
            return "";
        }
    }

    private Object value(JsonNode json, String pointer) {
        if (++steps > MOST_STEPS) {
            throw new TooManySteps();
        }
        if (Scalars.empty(json)) {
            return null;
        }
        if (json instanceof ArrayNode array) {
            return new Items(array, pointer);
        }
        if (json.isObject()) {
            return new Node(json, pointer);
        }
        Instant at = record.timeOf(pointer);
        newest = newest == null || at.isAfter(newest) ? at : newest;
        return json.isBoolean() ? (Object) json.booleanValue() : Scalars.text(json);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private final class Items extends AbstractList<Object> {

        private final ArrayNode array;
        private final String pointer;

        Items(ArrayNode array, String pointer) {
            this.array = array;
            this.pointer = pointer;
        }

        @Override
        public Object get(int index) {
            Object value = value(array.get(index), pointer);
            return value == null ? "" : value;
        }

        @Override
        public int size() {
            return array.size();
        }

        @Override
        public String toString() {
            return "";
        }
    }
}
