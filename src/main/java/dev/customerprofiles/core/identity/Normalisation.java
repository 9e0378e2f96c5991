package dev.customerprofiles.core.identity;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Brings values into the one form in which they are compared. */
public final class Normalisation {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");
    private static final int FEWEST_PHONE_DIGITS = 3;
    private static final int LONGEST_NUMBER = 100;

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final String defaultRegion;

    /** @param defaultRegion the country that phone numbers without a country code are of, as two upper-case letters */
    public Normalisation(String defaultRegion) {
        if (!phones.getSupportedRegions().contains(defaultRegion)) {
            throw new IllegalArgumentException("not a region with phone numbers: " + defaultRegion);
        }
        this.defaultRegion = defaultRegion;
    }

    /** The comparable form of a value; empty where the text says nothing: blank, {@code null}, a phone without a number. */
    public Optional<String> normalise(ContentType type, String value) {
        if (value == null) {
            return Optional.empty();
        }
        String text = BLANKS.matcher(value).replaceAll(" ").strip();
        if (text.isEmpty() || text.equals("null")) {
            return Optional.empty();
        }
        return switch (type) {
            case STRING -> Optional.of(value.strip());
            case NAME, EMAIL_ADDRESS -> Optional.of(text.toLowerCase(Locale.ROOT));
            case NUMBER -> Optional.of(number(text));
            case PHONE_NUMBER -> phone(text);
        };
    }

    /** The digits of a phone number as it is dialled inside its country, for search; empty where it is no valid number. */
    public Optional<String> nationalDigits(String phone) {
        try {
            return Optional.of(phones.getNationalSignificantNumber(phones.parse(phone, defaultRegion)));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return text;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            // an exponent of millions would make a text of millions of zeros
            return Math.abs((long) number.scale()) > LONGEST_NUMBER
                    ? text
                    : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private Optional<String> phone(String text) {
        try {
            PhoneNumber number = phones.parse(text, defaultRegion);
            number.clearExtension();
            return Optional.of(phones.format(number, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            return Optional.of(NOT_DIGITS.matcher(text).replaceAll(""))
                    .filter(digits -> digits.length() >= FEWEST_PHONE_DIGITS);
        }
    }
}
