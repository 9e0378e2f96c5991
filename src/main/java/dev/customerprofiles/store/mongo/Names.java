package dev.customerprofiles.store.mongo;

import java.util.HexFormat;

/**
 * Member names as the database can hold them. Attribute names are the customers' own and may be anything; a dot, a leading
 * dollar, NUL and the empty name mean something to the server, so they are percent-encoded, and so is the percent sign.
 */
final class Names {

    /** What the empty name becomes; no other name does, because a percent sign is always followed by two digits. */
    private static final String EMPTY = "%";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Names() {}

    static String encode(String name) {
        if (name.isEmpty()) {
            return EMPTY;
        }
        for (int i = 0; i < name.length(); i++) {
            if (special(name, i)) {
                return encode(name, i);
            }
        }
        return name;
    }

    private static String encode(String name, int from) {
        StringBuilder encoded = new StringBuilder(name.length() + 8).append(name, 0, from);
        for (int i = from; i < name.length(); i++) {
            if (special(name, i)) {
                encoded.append('%').append(HEX.toHexDigits((byte) name.charAt(i)));
            } else {
                encoded.append(name.charAt(i));
            }
        }
        return encoded.toString();
    }

    private static boolean special(String name, int i) {
        return switch (name.charAt(i)) {
            case '.', '%', '\0' -> true;
            case '$' -> i == 0;
            default -> false;
        };
    }

    static String decode(String stored) {
        int percent = stored.indexOf('%');
        if (percent < 0) {
            return stored;
        }
        if (stored.equals(EMPTY)) {
            return "";
        }
        StringBuilder name = new StringBuilder(stored.length());
        int from = 0;
        while (percent >= 0) {
            name.append(stored, from, percent);
            name.append((char) Integer.parseInt(stored, percent + 1, percent + 3, 16));
            from = percent + 3;
            percent = stored.indexOf('%', from);
        }
        return name.append(stored, from, stored.length()).toString();
    }
}
