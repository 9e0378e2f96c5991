package dev.customerprofiles.core.matching;

import java.util.function.Predicate;

/**
 * The weights of evidence (Fellegi and Sunter): how often two profiles of one person, and two of different people, are alike in a
 * trait to each level. Different people are not only strangers: those of one household share a surname, an address and a phone, twins
 * their birth date too, and some fathers and sons the first name. Each of these explanations competes with that of one person.
 */
final class Model {

    /** How many pairs of people of one household there are to each pair of profiles of one person; likewise the others. */
    private static final double HOUSEHOLDS = 1;

    private static final double TWINS = 0.01;
    private static final double NAMESAKES = 0.005;

    private final double[][] same;
    private final double[][] strangers;

    /**
     * @param same      by trait and level: probability for two profiles of one person
     * @param strangers by trait and level: probability for two of people who have nothing to do with each other
     */
    Model(double[][] same, double[][] strangers) {
        this.same = same;
        this.strangers = strangers;
    }

    double same(Trait trait, int level) {
        return same[trait.ordinal()][level];
    }

    double strangers(Trait trait, int level) {
        return strangers[trait.ordinal()][level];
    }

    /**
     * Probability that two profiles are one person's.
     *
     * @param levels    by trait, as {@link Comparison} tells
     * @param rarity    of the names that the two have in common
     * @param prior     share of such pairs among those it is one of, before anything was compared
     * @param considers which traits are evidence
     */
    double probability(byte[] levels, Rarity rarity, double prior, Predicate<Trait> considers) {
        double one = Math.log(prior);
        double unrelated = Math.log(1 - prior);
        double household = one + Math.log(HOUSEHOLDS);
        double twins = one + Math.log(TWINS);
        double namesakes = one + Math.log(NAMESAKES);
        for (Trait trait : Trait.values()) {
            int level = levels[trait.ordinal()];
            if (level == Comparison.UNKNOWN || !considers.test(trait)) {
                continue;
            }
            double ofSame = Math.log(same(trait, level));
            double byChance = Math.log(byChance(trait, level, rarity));
            one += ofSame;
            unrelated += byChance;
            household += trait.ofHousehold() ? ofSame : byChance;
            twins += trait == Trait.FIRST_NAME ? byChance : ofSame;
            namesakes += trait == Trait.BIRTH_DATE ? byChance : ofSame;
        }
        double others = Math.exp(unrelated - one)
                + Math.exp(household - one)
                + Math.exp(twins - one)
                + Math.exp(namesakes - one);
        return 1 / (1 + others);
    }

    /** How much a level speaks for one person, in bits; negative where it speaks against. */
    double weight(Trait trait, int level, Rarity rarity) {
        return Math.log(same(trait, level) / byChance(trait, level, rarity)) / Math.log(2);
    }

    /** Two strangers have a rare name in common more rarely than a frequent one. */
    private double byChance(Trait trait, int level, Rarity rarity) {
        double probability = strangers(trait, level);
        if (level != trait.same()) {
            return probability;
        }
        return switch (trait) {
            case FIRST_NAME -> rarity.firstName() > 0 ? rarity.firstName() : probability;
            case LAST_NAME -> rarity.lastName() > 0 ? rarity.lastName() : probability;
            default -> probability;
        };
    }

    /** Shares of the profiles that have the names which two have in common; 0 where they have none in common. */
    record Rarity(double firstName, double lastName) {

        static final Rarity UNKNOWN = new Rarity(0, 0);

        static Rarity of(Traits one, Traits other, Frequencies frequencies) {
            return new Rarity(
                    one.firstName().equals(other.firstName()) ? frequencies.ofFirstName(one.firstName()) : 0,
                    one.lastName().equals(other.lastName()) ? frequencies.ofLastName(one.lastName()) : 0);
        }
    }
}
