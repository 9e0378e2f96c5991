package dev.customerprofiles.core.records;

import java.util.Comparator;

import com.fasterxml.jackson.databind.JsonNode;

/** A value at one path of a record, as of a version; a later one is greater. Equal where the value's JSON is. */
record Leaf(JsonNode value, Version version) implements Comparable<Leaf> {

    private static final Comparator<Leaf> ORDER =
            Comparator.comparing(Leaf::version).thenComparing(Leaf::json);

    String json() {
        return RecordJson.text(value);
    }

    @Override
    public int compareTo(Leaf other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Leaf leaf && version.equals(leaf.version) && json().equals(leaf.json());
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }
}
