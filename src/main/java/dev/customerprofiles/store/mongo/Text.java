package dev.customerprofiles.store.mongo;

/** Text as the database can hold it. */
final class Text {

    private Text() {}

    /** JSON may hold half a surrogate pair, UTF-8 may not: such halves become U+FFFD. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text);
            }
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

    /** A regular expression for texts with this prefix, of the form that servers turn into a range of their index. */
    static String beginningWith(String prefix) {
        StringBuilder pattern = new StringBuilder(prefix.length() + 8).append('^');
        wellFormed(prefix).codePoints().forEach(point -> {
            if (point < ' ') {
                pattern.append(String.format("\\x%02x", point));
            } else if (point < 128 && !Character.isLetterOrDigit(point)) {
                pattern.append('\\').appendCodePoint(point);
            } else {
                pattern.appendCodePoint(point);
            }
        });
        return pattern.toString();
    }
}
