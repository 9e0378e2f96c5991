package dev.customerprofiles.core.records;

import java.util.regex.Pattern;

/** A person's name in two parts, either of which may be empty. */
record FullName(String first, String last) {

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final FullName NONE = new FullName("", "");

    /** Splits a name before its last word and the lower-case particles in front of it; what holds digits or an @ is no name. */
    static FullName of(String text) {
        String name = SPACES.matcher(text).replaceAll(" ").strip();
        if (name.indexOf('@') >= 0 || name.chars().anyMatch(Character::isDigit)) {
            return NONE;
        }
        int comma = name.indexOf(',');
        if (comma > 0) {
            return new FullName(
                    name.substring(comma + 1).strip(), name.substring(0, comma).strip());
        }
        int split = name.lastIndexOf(' ');
        if (split < 0) {
            return new FullName(name, "");
        }
        for (int before = name.lastIndexOf(' ', split - 1);
                before > 0 && Character.isLowerCase(name.charAt(before + 1));
                before = name.lastIndexOf(' ', split - 1)) {
            split = before;
        }
        return new FullName(name.substring(0, split), name.substring(split + 1));
    }
}
