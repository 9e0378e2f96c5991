package dev.customerprofiles.core.identity;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Brings values that mean the same to one form, in which keys are stored and compared. */
public final class Normalisation {

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D");
    private static final int FEWEST_PHONE_DIGITS = 7;
    private static final int MOST_PHONE_DIGITS = 20;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_PHONE_TEXT = 250;

    /** One event asks for the same few numbers again and again: of its record, its keys, its profile and its search words. */
    private static final int PHONES_REMEMBERED = 1_000;

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final Cache<String, Optional<String>> normalPhones =
            Caffeine.newBuilder().maximumSize(PHONES_REMEMBERED).build();
    private final Cache<String, Optional<String>> nationalDigits =
            Caffeine.newBuilder().maximumSize(PHONES_REMEMBERED).build();
    private final String defaultRegion;

    /**
     * @param defaultRegion two upper-case letters (ISO 3166): where a phone number without a country code belongs
     * @throws IllegalArgumentException if no phone numbers of that region are known
     */
    public Normalisation(String defaultRegion) {
        if (!phones.getSupportedRegions().contains(defaultRegion)) {
            throw new IllegalArgumentException("no phone numbers are known for the region " + defaultRegion);
        }
        this.defaultRegion = defaultRegion;
    }

    /** The form in which a value is compared; empty where the text is no value of that type, blank, or the word {@code null}. */
    public Optional<String> normalise(ContentType type, String text) {
        if (isEmpty(text)) {
            return Optional.empty();
        }
        String trimmed = text.strip();
        return switch (type) {
            case STRING -> Optional.of(trimmed);
            case NUMBER -> number(trimmed);
            case PHONE_NUMBER -> phone(trimmed);
            case EMAIL_ADDRESS -> Optional.of(trimmed.toLowerCase(Locale.ROOT));
            case NAME -> Optional.of(SPACES.matcher(trimmed).replaceAll(" ").toLowerCase(Locale.ROOT));
        };
    }

    /** Whether a text says that there is no value: bulk files write the word {@code null}. */
    public static boolean isEmpty(String text) {
        return text == null || text.isBlank() || text.strip().equals("null");
    }

    /** The digits of a phone key as they are dialled inside its country, for search; empty where the country is not known. */
    public Optional<String> nationalDigits(String normalisedPhone) {
        return nationalDigits.get(normalisedPhone, this::nationalDigitsOf);
    }

    private Optional<String> nationalDigitsOf(String normalisedPhone) {
        try {
            return Optional.of(phones.getNationalSignificantNumber(phones.parse(normalisedPhone, null)));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            return Math.abs((long) number.scale()) > LONGEST_NUMBER
                    ? Optional.empty()
                    : Optional.of(number.toPlainString());
        } catch (ArithmeticException | NumberFormatException e) { // its exponent fits into no number
            return Optional.empty();
        }
    }

    private Optional<String> phone(String text) {
        if (text.length() > LONGEST_PHONE_TEXT || text.indexOf('@') >= 0) {
            return Optional.empty();
        }
        return normalPhones.get(
                text, unknown -> parsed(unknown).or(() -> found(unknown)).or(() -> digits(unknown)));
    }

    private Optional<String> parsed(String text) {
        try {
            PhoneNumber number = phones.parse(text, defaultRegion);
            return phones.isPossibleNumber(number) ? Optional.of(e164(number)) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** The first number in a text that also has other words. */
    private Optional<String> found(String text) {
        var matches =
                phones.findNumbers(text, defaultRegion, Leniency.POSSIBLE, 1).iterator();
        return matches.hasNext() ? Optional.of(e164(matches.next().number())) : Optional.empty();
    }

    private static Optional<String> digits(String text) {
        String digits = NOT_A_DIGIT.matcher(text).replaceAll("");
        boolean enough = digits.length() >= FEWEST_PHONE_DIGITS && digits.length() <= MOST_PHONE_DIGITS;
        return enough ? Optional.of(digits) : Optional.empty();
    }

    private String e164(PhoneNumber number) {
        return phones.format(number, PhoneNumberFormat.E164);
    }
}
