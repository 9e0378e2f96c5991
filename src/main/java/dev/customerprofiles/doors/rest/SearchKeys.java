package dev.customerprofiles.doors.rest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.customerprofiles.core.identity.Key;

/** Keys as callers name them. */
final class SearchKeys {

    /** Finds a profile by its id instead of by a stored key. */
    static final String PROFILE_ID = "_profileId";
    /** The ids of items are the unique keys of their objects. */
    static final Set<String> ITEM_IDS = Set.of("_caseId", "_assetId", "_orderId");

    private static final Pattern NOT_DIGITS = Pattern.compile("\\D");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private SearchKeys() {}

    /** The key, normalised as keys of this name are stored; empty where nothing is left of the value. */
    static Optional<Key> key(String name, String value) {
        String trimmed = value.strip();
        String normalised =
                switch (name) {
                    case "_phone" -> NOT_DIGITS.matcher(trimmed).replaceAll("");
                    case "_email" -> trimmed.toLowerCase(Locale.ROOT);
                    case "_fullName" -> SPACES.matcher(trimmed).replaceAll(" ").toLowerCase(Locale.ROOT);
                    default -> trimmed;
                };
        return normalised.isBlank() ? Optional.empty() : Optional.of(new Key(name, normalised));
    }
}
