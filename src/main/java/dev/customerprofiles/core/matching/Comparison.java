package dev.customerprofiles.core.matching;

import java.util.Collection;
import java.util.List;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** How alike two profiles are in each trait; {@link #UNKNOWN} where one of them has nothing to compare. */
final class Comparison {

    static final byte UNKNOWN = -1;

    private static final double CLOSE = 0.92;
    private static final double SIMILAR = 0.8;
    private static final double SAME_WORD = 0.9;

    /** Words whose lengths differ by more than this cannot be the same word. */
    private static final double FEWEST_COMMON_LETTERS = 0.6;

    private static final int FEWEST_LETTERS_WITH_A_TYPO = 4;
    private static final JaroWinklerSimilarity LIKENESS = new JaroWinklerSimilarity();
    private static final LevenshteinDistance UP_TO_TWO_EDITS = new LevenshteinDistance(2);

    private final Frequencies frequencies;

    Comparison(Frequencies frequencies) {
        this.frequencies = frequencies;
    }

    /** One level for each trait, in their order. */
    byte[] levels(Traits one, Traits other) {
        byte[] levels = new byte[Trait.values().length];
        names(one, other, levels);
        levels[Trait.BIRTH_DATE.ordinal()] = date(one.birthDate(), other.birthDate());
        levels[Trait.EMAIL.ordinal()] = best(one.emails(), other.emails(), Comparison::email);
        levels[Trait.PHONE.ordinal()] = best(one.phones(), other.phones(), Comparison::phone);
        places(one.places(), other.places(), levels);
        return levels;
    }

    /** First and last name are exchanged so often that they are compared crosswise as well; a crosswise match counts a little less. */
    private static void names(Traits one, Traits other, byte[] levels) {
        byte first = name(one.firstName(), other.firstName());
        byte last = name(one.lastName(), other.lastName());
        if (first + last > 3) {
            levels[Trait.FIRST_NAME.ordinal()] = first;
            levels[Trait.LAST_NAME.ordinal()] = last;
            return;
        }
        byte firstAsLast = name(one.firstName(), other.lastName());
        byte lastAsFirst = name(one.lastName(), other.firstName());
        boolean crossed = firstAsLast > 1 && lastAsFirst > 1 && firstAsLast + lastAsFirst > first + last + 1;
        levels[Trait.FIRST_NAME.ordinal()] = crossed ? (byte) (firstAsLast - 1) : first;
        levels[Trait.LAST_NAME.ordinal()] = crossed ? (byte) (lastAsFirst - 1) : last;
    }

    private static byte name(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return UNKNOWN;
        }
        if (one.equals(other) || one.replace(" ", "").equals(other.replace(" ", ""))) {
            return 3;
        }
        double likeness = LIKENESS.apply(one, other);
        boolean typo = Math.min(one.length(), other.length()) >= FEWEST_LETTERS_WITH_A_TYPO && edits(one, other) == 1;
        if (typo || likeness >= CLOSE) {
            return 2;
        }
        return (byte) (likeness >= SIMILAR || abbreviates(one, other) || abbreviates(other, one) ? 1 : 0);
    }

    /** {@code j} for {@code john}, {@code anna} for {@code anna maria}. */
    private static boolean abbreviates(String one, String other) {
        return (one.length() == 1 && other.startsWith(one)) || other.startsWith(one + ' ');
    }

    private static byte date(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return UNKNOWN;
        }
        if (one.equals(other)) {
            return 2;
        }
        return (byte) (edits(one, other) == 1 || transposed(one, other) || dayAndMonth(one, other) ? 1 : 0);
    }

    private static boolean transposed(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        int at = 0;
        while (one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at + 1 < one.length()
                && one.charAt(at) == other.charAt(at + 1)
                && one.charAt(at + 1) == other.charAt(at)
                && one.substring(at + 2).equals(other.substring(at + 2));
    }

    /** Whether day and month are exchanged, in dates that begin or end with the year. */
    private static boolean dayAndMonth(String one, String other) {
        return one.length() == 8
                && other.length() == 8
                && (other.equals(one.substring(0, 4) + one.substring(6) + one.substring(4, 6))
                        || other.equals(one.substring(2, 4) + one.substring(0, 2) + one.substring(4)));
    }

    private static byte email(String one, String other) {
        if (one.equals(other)) {
            return 2;
        }
        return (byte) (edits(one, other) <= 2 ? 1 : 0);
    }

    private static byte phone(String one, String other) {
        if (one.equals(other)) {
            return 2;
        }
        return (byte) (edits(one, other) == 1 || (one.length() == other.length() && transposed(one, other)) ? 1 : 0);
    }

    private interface Likeness {
        byte of(String one, String other);
    }

    private static byte best(Collection<String> some, Collection<String> others, Likeness likeness) {
        byte best = UNKNOWN;
        for (String one : some) {
            for (String other : others) {
                best = (byte) Math.max(best, likeness.of(one, other));
            }
        }
        return best;
    }

    /** The two addresses that are most alike tell. */
    private void places(List<Traits.Place> some, List<Traits.Place> others, byte[] levels) {
        byte street = UNKNOWN;
        byte locality = UNKNOWN;
        for (Traits.Place one : some) {
            for (Traits.Place other : others) {
                byte nextStreet = street(one.words(), other.words());
                byte nextLocality = locality(one, other);
                if (nextStreet + nextLocality > street + locality) {
                    street = nextStreet;
                    locality = nextLocality;
                }
            }
        }
        levels[Trait.STREET.ordinal()] = street;
        levels[Trait.LOCALITY.ordinal()] = locality;
    }

    /** By the words that the shorter text has in common with the longer one: parts are left out, moved between lines and misspelt. */
    private byte street(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return UNKNOWN;
        }
        List<String> shorter = one.size() <= other.size() ? one : other;
        List<String> longer = shorter == one ? other : one;
        double all = 0;
        double common = 0;
        for (String word : shorter) {
            double weight = frequencies.weight(word);
            all += weight;
            common += weight * nearest(word, longer);
        }
        double share = all == 0 ? 0 : common / all;
        return (byte) (share >= 0.9 ? 3 : share >= 0.65 ? 2 : share >= 0.35 ? 1 : 0);
    }

    private static double nearest(String word, List<String> words) {
        if (words.contains(word)) {
            return 1;
        }
        if (Character.isDigit(word.charAt(0))) {
            return 0;
        }
        double nearest = 0;
        for (String other : words) {
            int shorter = Math.min(word.length(), other.length());
            if (shorter >= FEWEST_COMMON_LETTERS * Math.max(word.length(), other.length())) {
                nearest = Math.max(nearest, LIKENESS.apply(word, other));
            }
        }
        return nearest >= SAME_WORD ? nearest : 0;
    }

    private static byte locality(Traits.Place one, Traits.Place other) {
        byte city = name(one.city(), other.city());
        byte code = one.postalCode().isEmpty() || other.postalCode().isEmpty()
                ? UNKNOWN
                : one.postalCode().equals(other.postalCode()) ? 2 : (byte) (codeWithTypo(one, other) ? 1 : 0);
        if (city == UNKNOWN && code == UNKNOWN) {
            return UNKNOWN;
        }
        if (code == 2 && city >= 2) {
            return 3;
        }
        if (code == 2 || city == 3) {
            return 2;
        }
        return (byte) (code == 1 || city == 2 ? 1 : 0);
    }

    private static boolean codeWithTypo(Traits.Place one, Traits.Place other) {
        return edits(one.postalCode(), other.postalCode()) == 1 || transposed(one.postalCode(), other.postalCode());
    }

    /** 0 to 2, or more than can matter. */
    private static int edits(String one, String other) {
        int edits = UP_TO_TWO_EDITS.apply(one, other);
        return edits < 0 ? Integer.MAX_VALUE : edits;
    }
}
