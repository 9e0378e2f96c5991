package dev.customerprofiles.core.records;

import java.util.Locale;
import java.util.Map;

/** The fields of a profile that take one of a few values, and what sources write for them. */
final class Enumerations {

    private static final Map<String, Map<String, String>> VALUES = Map.of(
            "Gender",
            Map.of(
                    "m",
                    "MALE",
                    "male",
                    "MALE",
                    "man",
                    "MALE",
                    "f",
                    "FEMALE",
                    "female",
                    "FEMALE",
                    "woman",
                    "FEMALE",
                    "unspecified",
                    "UNSPECIFIED",
                    "unknown",
                    "UNSPECIFIED"),
            "PartyType",
            Map.of(
                    "true",
                    "INDIVIDUAL",
                    "individual",
                    "INDIVIDUAL",
                    "person",
                    "INDIVIDUAL",
                    "false",
                    "BUSINESS",
                    "business",
                    "BUSINESS",
                    "organization",
                    "BUSINESS",
                    "other",
                    "OTHER"),
            "ProfileType",
            Map.of("account_profile", "ACCOUNT_PROFILE", "profile", "PROFILE"));

    private Enumerations() {}

    /** The value of the enumeration that a text means; empty where it means none; other fields take any text. */
    static String read(String field, String text) {
        Map<String, String> values = VALUES.get(field);
        return values == null ? text : values.getOrDefault(text.toLowerCase(Locale.ROOT), "");
    }
}
