package dev.customerprofiles.core.records;

import com.fasterxml.jackson.databind.JsonNode;

/** How single values of source records are read. */
final class Scalars {

    private static final String NULL_TEXT = "null";

    private Scalars() {}

    /** Whether a value says nothing: absent, null, blank, the text {@code null}, a list or object without members. */
    static boolean empty(JsonNode node) {
        if (node == null || node.isMissingNode() || node.isNull()) {
            return true;
        }
        if (node.isTextual()) {
            return node.textValue().isBlank() || node.textValue().equals(NULL_TEXT);
        }
        return node.isContainerNode() && node.isEmpty();
    }

    /** A value as text; lists and objects have none. */
    static String text(JsonNode node) {
        return empty(node) || node.isContainerNode()
                ? ""
                : node.isNumber() ? number(node) : node.asText().strip();
    }

    private static String number(JsonNode node) {
        // 1E+3 is how a decimal may be written, 1000 what it says; absurd exponents stay as they are
        return node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) < 100
                ? node.decimalValue().toPlainString()
                : node.asText();
    }
}
