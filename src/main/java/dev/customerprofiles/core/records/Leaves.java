package dev.customerprofiles.core.records;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;

/** A record as the set of its values: JSON pointer to leaf. A list is one leaf, an empty value is none. */
final class Leaves {

    private Leaves() {}

    static Map<String, Leaf> of(ObjectNode raw, Version version) {
        Map<String, Leaf> leaves = new TreeMap<>();
        collect(raw, "", version, leaves);
        return leaves;
    }

    static boolean isEmpty(JsonNode node) {
        if (node.isContainerNode()) {
            for (JsonNode child : node) {
                if (!isEmpty(child)) {
                    return false;
                }
            }
            return true;
        }
        return node.isNull() || node.isMissingNode() || node.isTextual() && Normalisation.isEmpty(node.textValue());
    }

    /** An object without its empty members, which it is itself where it has none. */
    static ObjectNode withoutEmpty(ObjectNode object) {
        ObjectNode kept = object.objectNode();
        boolean whole = true;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue() instanceof ObjectNode nested ? withoutEmpty(nested) : member.getValue();
            boolean stays = value instanceof ObjectNode nested ? !nested.isEmpty() : !isEmpty(value);
            if (stays) {
                kept.set(member.getKey(), value);
            }
            whole &= stays && value == member.getValue();
        }
        return whole ? object : kept;
    }

    static String child(String pointer, String name) {
        return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    private static void collect(ObjectNode object, String pointer, Version version, Map<String, Leaf> into) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String path = child(pointer, member.getKey());
            if (member.getValue() instanceof ObjectNode nested) {
                collect(nested, path, version, into);
            } else if (!isEmpty(member.getValue())) {
                into.put(path, new Leaf(member.getValue(), version));
            }
        }
    }
}
