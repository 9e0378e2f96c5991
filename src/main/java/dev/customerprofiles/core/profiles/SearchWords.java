package dev.customerprofiles.core.profiles;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;

/**
 * The words whose beginnings find a profile: names, e-mails, digits of phones, account numbers, references of its newest cases.
 * A name such as O'Brien-Kelly is found by the whole, without its apostrophe, and by what follows its hyphen.
 */
public final class SearchWords {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;/]+");
    private static final Pattern APOSTROPHES = Pattern.compile("[\u2019\u02BC]");
    private static final Pattern HYPHENS = Pattern.compile("[\u2010\u2011]");
    private static final Pattern PARTS = Pattern.compile("-");
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");
    private static final int LONGEST = 64;
    private static final int MOST = 100;
    private static final List<String> NAMES = List.of("FirstName", "MiddleName", "LastName", "BusinessName");

    private SearchWords() {}

    /** The words of what a person typed, as they are compared; a phone number typed with blanks is one word. */
    public static List<String> ofQuery(String query) {
        String digits = NOT_DIGITS.matcher(query).replaceAll("");
        if (digits.length() > 3 && query.chars().noneMatch(Character::isLetter) && query.indexOf('@') < 0) {
            return List.of(digits);
        }
        return SEPARATORS
                .splitAsStream(query.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isBlank())
                .map(SearchWords::straight)
                .map(SearchWords::shortened)
                .toList();
    }

    static List<String> of(ObjectNode golden, List<Key> keys, List<ProfileItem> cases, Normalisation normalisation) {
        Set<String> words = new TreeSet<>();
        NAMES.forEach(name -> addWords(words, golden.path(name).asText()));
        for (Key key : keys) {
            switch (key.name()) {
                case ProfileKeys.PHONE -> {
                    add(words, digits(key.value()));
                    normalisation.nationalDigits(key.value()).ifPresent(national -> add(words, national));
                }
                case ProfileKeys.EMAIL, ProfileKeys.ACCOUNT -> add(words, key.value());
                default -> {
                    // the full name is in the words of its parts
                }
            }
        }
        cases.forEach(item -> item.fields().path("Attributes").forEach(value -> add(words, value.asText())));
        return words.stream().limit(MOST).toList();
    }

    private static String digits(String phone) {
        return NOT_DIGITS.matcher(phone).replaceAll("");
    }

    private static void addWords(Set<String> words, String text) {
        SEPARATORS.splitAsStream(text).forEach(word -> {
            String straight = straight(word);
            String plain = straight.replace("'", "");
            add(words, straight);
            add(words, plain);
            PARTS.splitAsStream(plain).skip(1).forEach(part -> add(words, part)); // the whole begins with the first
        });
    }

    /** With the apostrophes and hyphens that keyboards have, whichever were written. */
    private static String straight(String word) {
        return HYPHENS.matcher(APOSTROPHES.matcher(word).replaceAll("'")).replaceAll("-");
    }

    private static void add(Set<String> words, String word) {
        if (!word.isBlank() && word.length() <= LONGEST && !word.contains(" ")) {
            words.add(word.toLowerCase(Locale.ROOT));
        }
    }

    private static String shortened(String word) {
        return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
    }
}
