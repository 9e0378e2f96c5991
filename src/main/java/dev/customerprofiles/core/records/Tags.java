package dev.customerprofiles.core.records;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The tags of a resource, which the JSON that describes it has as its member {@code Tags}. */
public record Tags(Map<String, String> byKey) {

    /** How many a resource may have. */
    public static final int MOST = 50;

    private static final String MEMBER = "Tags";

    public Tags {
        byKey = Map.copyOf(byKey);
    }

    /** What became of the wish to change them. */
    public enum Change {
        DONE,
        TOO_MANY,
        /** There is no such resource. */
        NOT_FOUND
    }

    public static Tags in(JsonNode description) {
        Map<String, String> tags = new TreeMap<>();
        description
                .path(MEMBER)
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
        return new Tags(tags);
    }

    /** A copy of the description with these tags in the place of its own. */
    public ObjectNode putInto(ObjectNode description) {
        ObjectNode changed = description.deepCopy();
        changed.remove(MEMBER);
        if (!byKey.isEmpty()) {
            ObjectNode tags = changed.putObject(MEMBER);
            new TreeMap<>(byKey).forEach(tags::put);
        }
        return changed;
    }

    public Tags with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(byKey);
        all.putAll(more);
        return new Tags(all);
    }

    public Tags without(Collection<String> keys) {
        Map<String, String> rest = new TreeMap<>(byKey);
        rest.keySet().removeAll(keys);
        return new Tags(rest);
    }

    public boolean areTooMany() {
        return byKey.size() > MOST;
    }
}
