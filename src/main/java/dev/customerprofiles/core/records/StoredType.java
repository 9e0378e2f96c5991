package dev.customerprofiles.core.records;

/**
 * The name that an object type's records are stored under. A name that is used again after its deletion has another one, so that
 * what is left of the deleted type is never taken for the new one's.
 */
public final class StoredType {

    /** No name of a type contains it. */
    private static final char SEPARATOR = '~';

    private StoredType() {}

    /** @param incarnation tells a type from those that had its name before; null for the first one */
    public static String of(String name, String incarnation) {
        return incarnation == null ? name : name + SEPARATOR + incarnation;
    }

    /** The name as callers know it. */
    public static String name(String storedAs) {
        int end = storedAs.indexOf(SEPARATOR);
        return end < 0 ? storedAs : storedAs.substring(0, end);
    }
}
