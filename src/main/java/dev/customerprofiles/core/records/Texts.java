package dev.customerprofiles.core.records;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.customerprofiles.core.identity.Normalisation;

/** JSON values as text of a profile. */
final class Texts {

    private static final String ELLIPSIS = "…";
    private static final int LARGEST_SCALE = 50;

    private static final Map<String, String> GENDERS = Map.of(
            "male", "MALE",
            "m", "MALE",
            "man", "MALE",
            "female", "FEMALE",
            "f", "FEMALE",
            "woman", "FEMALE",
            "unspecified", "UNSPECIFIED");

    private static final Map<String, String> PARTY_TYPES = Map.of(
            "true", "INDIVIDUAL",
            "false", "BUSINESS",
            "individual", "INDIVIDUAL",
            "person", "INDIVIDUAL",
            "business", "BUSINESS",
            "company", "BUSINESS",
            "organization", "BUSINESS",
            "other", "OTHER");

    private static final Set<String> PROFILE_TYPES = Set.of("PROFILE", "ACCOUNT_PROFILE");

    private Texts() {}

    /** The text of a single value; empty for objects, lists and what says that there is no value. */
    static Optional<String> of(JsonNode node) {
        if (node == null || node.isContainerNode() || Leaves.isEmpty(node)) {
            return Optional.empty();
        }
        return Optional.of(node.isNumber() && !node.isIntegralNumber() ? decimal(node.decimalValue()) : node.asText())
                .map(String::strip);
    }

    // "3.0" is how some systems write the integer 3; "10.50" is a price and stays
    private static String decimal(BigDecimal number) {
        if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
            return number.toString();
        }
        boolean integral = number.stripTrailingZeros().scale() <= 0;
        return (integral && number.scale() <= 1 ? number.setScale(0) : number).toPlainString();
    }

    /** A text made of other texts: stripped, and empty where it says that there is no value. */
    static Optional<String> of(String text) {
        return Normalisation.isEmpty(text) ? Optional.empty() : Optional.of(text.strip());
    }

    /** The text, or as much of it as fits, ending in an ellipsis. */
    static String shortened(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - ELLIPSIS.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    static Optional<String> gender(String text) {
        return Optional.ofNullable(GENDERS.get(text.toLowerCase(Locale.ROOT)));
    }

    static Optional<String> partyType(String text) {
        return Optional.ofNullable(PARTY_TYPES.get(text.toLowerCase(Locale.ROOT)));
    }

    static Optional<String> profileType(String text) {
        return Optional.of(text.toUpperCase(Locale.ROOT)).filter(PROFILE_TYPES::contains);
    }
}
