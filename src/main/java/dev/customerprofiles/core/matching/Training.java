package dev.customerprofiles.core.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Learns the weights from the domain's own profiles, without examples: what strangers have in common from pairs at random, what
 * profiles of one person have in common by expectation and maximisation over the pairs of each block, each block telling nothing about
 * the traits that its key is made of.
 */
final class Training {

    private static final int PAIRS_AT_RANDOM = 100_000;
    private static final int PAIRS_PER_BLOCK = 20_000;
    private static final int ROUNDS = 12;
    private static final int CORRECTIONS = 3;

    /** How many pairs of one person the expectations that training begins with are worth. */
    private static final double STRENGTH = 20;

    /** What is seen less often than this among strangers was not seen by chance. */
    private static final double LEAST = 0.25;

    private static final double FIRST_GUESS = 0.1;

    /**
     * One person's names and birth date differ no more often than this, whatever the pairs suggest: where nobody has two profiles,
     * couples would be taken for what one person's profiles look like.
     */
    private static final double MOST_DIFFERENT = 0.1;

    private final List<Traits> profiles;
    private final Frequencies frequencies;
    private final Comparison comparison;
    private final double[][] expected = expected();
    private final double[][] atRandom = new double[Trait.values().length][];
    private final Map<Block, List<Pair>> blocks = new EnumMap<>(Block.class);
    private final Map<Block, Long> counts = new EnumMap<>(Block.class);
    private final Map<Block, Double> shares = new EnumMap<>(Block.class);

    private record Pair(byte[] levels, Model.Rarity rarity) {}

    Training(List<Traits> profiles, Frequencies frequencies, Candidates candidates) {
        this.profiles = profiles;
        this.frequencies = frequencies;
        this.comparison = new Comparison(frequencies);
        countAtRandom();
        for (Block block : Block.values()) {
            blocks.put(block, sample(block, candidates));
            counts.put(block, candidates.count(block));
            shares.put(block, FIRST_GUESS);
        }
    }

    /**
     * What was learned.
     *
     * @param prior share of pairs of one person among all pairs there are
     */
    record Learned(Model model, double prior) {}

    Learned learn() {
        double pairs = Math.max(2.0, (double) profiles.size() * (profiles.size() - 1) / 2);
        double prior = 1 / pairs;
        Model model = new Model(copy(expected), strangers(expected, prior));
        for (int correction = 0; correction < CORRECTIONS; correction++) {
            for (int round = 0; round < ROUNDS; round++) {
                model = maximised(model, prior);
            }
            prior = Math.min(0.5, Math.max(1, mostOfOnePerson()) / pairs);
        }
        return new Learned(model, prior);
    }

    /** About how many pairs of one person there are: those that the block which tells of most of them tells of. */
    private double mostOfOnePerson() {
        return Arrays.stream(Block.values())
                .mapToDouble(block -> shares.get(block) * counts.get(block))
                .max()
                .orElse(0);
    }

    private Model maximised(Model before, double prior) {
        double[][] sums = new double[expected.length][];
        for (int t = 0; t < sums.length; t++) {
            sums[t] = Arrays.stream(expected[t]).map(p -> p * STRENGTH).toArray();
        }
        for (Block block : Block.values()) {
            double total = 0;
            for (Pair pair : blocks.get(block)) {
                double p = before.probability(
                        pair.levels(), pair.rarity(), shares.get(block), trait -> !block.spends(trait));
                total += p;
                for (Trait trait : Trait.values()) {
                    int level = pair.levels()[trait.ordinal()];
                    if (level != Comparison.UNKNOWN && !block.spends(trait)) {
                        sums[trait.ordinal()][level] += p;
                    }
                }
            }
            shares.put(block, Math.min(0.9, (total + 0.01) / (blocks.get(block).size() + 1)));
        }
        double[][] same = new double[sums.length][];
        for (int t = 0; t < sums.length; t++) {
            double sum = Arrays.stream(sums[t]).sum();
            same[t] = Arrays.stream(sums[t]).map(s -> s / sum).toArray();
        }
        for (Trait trait : List.of(Trait.FIRST_NAME, Trait.LAST_NAME, Trait.BIRTH_DATE)) {
            limit(same[trait.ordinal()]);
        }
        return new Model(same, strangers(same, prior));
    }

    private static void limit(double[] levels) {
        double excess = levels[0] - MOST_DIFFERENT;
        if (excess > 0) {
            double rest = 1 - levels[0];
            levels[0] = MOST_DIFFERENT;
            for (int level = 1; level < levels.length; level++) {
                levels[level] += excess * levels[level] / rest;
            }
        }
    }

    /** Among pairs at random there are a few of one person; these are taken out. */
    private double[][] strangers(double[][] same, double prior) {
        double[][] strangers = new double[atRandom.length][];
        for (int t = 0; t < strangers.length; t++) {
            double known = Arrays.stream(atRandom[t]).sum();
            double[] counts = new double[atRandom[t].length];
            for (int level = 0; level < counts.length; level++) {
                counts[level] = Math.max(LEAST, atRandom[t][level] - known * prior * same[t][level]);
            }
            double sum = Arrays.stream(counts).sum();
            strangers[t] = Arrays.stream(counts).map(count -> count / sum).toArray();
        }
        return strangers;
    }

    private void countAtRandom() {
        for (Trait trait : Trait.values()) {
            atRandom[trait.ordinal()] = new double[trait.levels()];
        }
        int size = profiles.size();
        if (size < 2) {
            return;
        }
        SplittableRandom random = new SplittableRandom(1);
        long wanted = Math.min(PAIRS_AT_RANDOM, 4L * size * size);
        for (long i = 0; i < wanted; i++) {
            int one = random.nextInt(size);
            int other = random.nextInt(size - 1);
            byte[] levels = comparison.levels(profiles.get(one), profiles.get(other < one ? other : other + 1));
            for (int t = 0; t < levels.length; t++) {
                if (levels[t] != Comparison.UNKNOWN) {
                    atRandom[t][levels[t]]++;
                }
            }
        }
    }

    private List<Pair> sample(Block block, Candidates candidates) {
        List<Pair> sample = new ArrayList<>();
        long every = 1 + candidates.count(block) / PAIRS_PER_BLOCK;
        long[] seen = {0};
        candidates.pairs(block, (one, other) -> {
            if (seen[0]++ % every == 0) {
                Traits a = profiles.get(one);
                Traits b = profiles.get(other);
                sample.add(new Pair(comparison.levels(a, b), Model.Rarity.of(a, b, frequencies)));
            }
        });
        return sample;
    }

    /** What is known of profiles of one person before any have been seen: they mostly say the same. */
    private static double[][] expected() {
        double[][] expected = new double[Trait.values().length][];
        for (Trait trait : Trait.values()) {
            double different = trait == Trait.FIRST_NAME || trait == Trait.BIRTH_DATE ? 0.04 : 0.08;
            double rest = 1 - different;
            expected[trait.ordinal()] = trait.levels() == 3
                    ? new double[] {different, 0.1 * rest, 0.9 * rest}
                    : new double[] {different, 0.06 * rest, 0.14 * rest, 0.8 * rest};
        }
        return expected;
    }

    private static double[][] copy(double[][] table) {
        return Arrays.stream(table).map(double[]::clone).toArray(double[][]::new);
    }
}
