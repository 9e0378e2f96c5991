package dev.customerprofiles.core.records;

import java.util.regex.Pattern;

/** Salesforce gives an id with 15 characters, or with three more that repeat the case of those; both mean the same record. */
final class SalesforceId {

    private static final Pattern SHORT = Pattern.compile("[a-zA-Z0-9]{15}");
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int CHUNK = 5;

    private SalesforceId() {}

    static String of(String text) {
        if (text.startsWith("@")) {
            return "";
        }
        return SHORT.matcher(text).matches() ? text + suffix(text) : text;
    }

    private static String suffix(String id) {
        StringBuilder suffix = new StringBuilder();
        for (int start = 0; start < id.length(); start += CHUNK) {
            int upperCase = 0;
            for (int i = 0; i < CHUNK; i++) {
                char c = id.charAt(start + i);
                upperCase |= c >= 'A' && c <= 'Z' ? 1 << i : 0;
            }
            suffix.append(SUFFIX.charAt(upperCase));
        }
        return suffix.toString();
    }
}
