package dev.customerprofiles.doors.rest.dialect;

/** How a violation says what range a length, a size or a number must be in. */
final class Bounds {

    private Bounds() {}

    static String describe(long min, long max) {
        if (max == Long.MAX_VALUE) {
            return "at least " + min;
        }
        return min <= 0 && max > 1 ? "at most " + max : min + " to " + max;
    }
}
