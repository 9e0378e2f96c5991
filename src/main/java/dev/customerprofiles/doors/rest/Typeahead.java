package dev.customerprofiles.doors.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an agent types, as the words that profiles are found by. */
final class Typeahead {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern PHONE = Pattern.compile("\\+?[\\d\\s().\\-/]*\\d[\\d\\s().\\-/]*");
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D");

    private Typeahead() {}

    /** Lower-case words. What reads as a telephone number, however it is grouped, is one word of its digits. */
    static List<String> words(String query) {
        String trimmed = query.strip();
        if (PHONE.matcher(trimmed).matches()) {
            return List.of(NOT_DIGITS.matcher(trimmed).replaceAll(""));
        }
        List<String> words = new ArrayList<>();
        for (String part : SPACES.split(trimmed.toLowerCase(Locale.ROOT))) {
            String word =
                    PHONE.matcher(part).matches() ? NOT_DIGITS.matcher(part).replaceAll("") : part;
            if (!word.isEmpty() && !words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }
}
