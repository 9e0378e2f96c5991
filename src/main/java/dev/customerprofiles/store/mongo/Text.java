package dev.customerprofiles.store.mongo;

/** Text as the database can hold it. */
final class Text {

    private Text() {}

    /** JSON may hold half a surrogate pair, UTF-8 may not: such halves become U+FFFD. */
    static String wellFormed(String text) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (isHalf(point)) {
                return repaired(text);
            }
            i += Character.charCount(point);
        }
        return text;
    }

    private static String repaired(String text) {
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints().map(point -> isHalf(point) ? 0xFFFD : point).forEach(repaired::appendCodePoint);
        return repaired.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** The least text that comes after all texts with this prefix, or null where there is none. */
    static String afterAllWith(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return new StringBuilder(prefix.substring(0, end))
                        .appendCodePoint(next)
                        .toString();
            }
        }
        return null;
    }
}
