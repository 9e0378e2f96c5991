package dev.customerprofiles.core.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.customerprofiles.core.matching.Model.Rarity;
import dev.customerprofiles.core.matching.Training.Learned;

/**
 * Finds the profiles that are likely one person's, and says why. Only profiles that share a cheap key are compared; what agreement in
 * each field is worth is learned from the profiles themselves.
 */
public final class ScoredMatching {

    /** Two profiles are called a match when they are more likely one person's than not. */
    public static final double LEAST_CONFIDENCE = 0.5;

    /** Two profiles that are less likely one person's than this never come into one group, whoever is like both. */
    private static final double CONTRADICTION = 0.01;

    private final List<Traits> profiles;
    private final Frequencies frequencies = new Frequencies();
    private final Candidates candidates;
    private final Comparison comparison;
    private final Learned learned;

    public ScoredMatching(List<Traits> profiles) {
        this.profiles = List.copyOf(profiles);
        this.profiles.forEach(frequencies::add);
        this.comparison = new Comparison(frequencies);
        this.candidates = new Candidates(this.profiles);
        this.learned = new Training(this.profiles, frequencies, candidates).learn();
    }

    /**
     * Profiles that are likely one person's.
     *
     * @param ids        ascending
     * @param confidence 0 to 1: of the weakest link that holds the group together
     */
    public record Group(List<String> ids, double confidence) {

        public Group {
            ids = List.copyOf(ids);
        }
    }

    /**
     * How alike two profiles are in one trait, and what that is worth.
     *
     * @param likeness 0 for different to 1 for the same
     * @param bits     positive where it speaks for one person
     */
    public record Reason(Trait trait, double likeness, double bits) {}

    /** Why two profiles are likely one person's, or not; traits that one of them lacks are left out. */
    public record Explained(double confidence, List<Reason> reasons) {

        public Explained {
            reasons = List.copyOf(reasons);
        }
    }

    /** The groups of at least two, the most likely first. */
    public List<Group> groups() {
        List<Link> links = new ArrayList<>();
        candidates.all((one, other) -> {
            double probability = probability(one, other);
            if (probability >= LEAST_CONFIDENCE) {
                links.add(new Link(one, other, probability));
            }
        });
        links.sort(Comparator.comparingDouble((Link link) -> -link.probability())
                .thenComparing(link -> profiles.get(link.one()).id())
                .thenComparing(link -> profiles.get(link.other()).id()));
        Map<Integer, Cluster> clusters = new HashMap<>();
        for (Link link : links) {
            Cluster one = clusters.computeIfAbsent(link.one(), Cluster::new);
            Cluster other = clusters.computeIfAbsent(link.other(), Cluster::new);
            if (one != other && !contradict(one, other)) {
                one.absorb(other, link.probability());
                other.members.forEach(member -> clusters.put(member, one));
            }
        }
        return clusters.values().stream()
                .distinct()
                .filter(cluster -> cluster.members.size() > 1)
                .map(cluster -> new Group(
                        cluster.members.stream()
                                .map(member -> profiles.get(member).id())
                                .sorted()
                                .toList(),
                        cluster.confidence))
                .sorted(Comparator.comparingDouble((Group group) -> -group.confidence())
                        .thenComparing(group -> group.ids().get(0)))
                .toList();
    }

    /** What speaks for and against two profiles being one person's. */
    public Explained explain(Traits one, Traits other) {
        byte[] levels = comparison.levels(one, other);
        Rarity rarity = Rarity.of(one, other, frequencies);
        List<Reason> reasons = new ArrayList<>();
        for (Trait trait : Trait.values()) {
            int level = levels[trait.ordinal()];
            if (level != Comparison.UNKNOWN) {
                reasons.add(new Reason(
                        trait, (double) level / trait.same(), learned.model().weight(trait, level, rarity)));
            }
        }
        return new Explained(learned.model().probability(levels, rarity, learned.prior(), trait -> true), reasons);
    }

    /** How many keys were passed over because too many profiles share them. */
    public int commonKeys() {
        return candidates.commonKeys();
    }

    /** What was learned: probability of each level for profiles of one person and for strangers, by trait. */
    public Map<Trait, List<double[]>> weights() {
        Map<Trait, List<double[]>> weights = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            double[] same = new double[trait.levels()];
            double[] strangers = new double[trait.levels()];
            for (int level = 0; level < trait.levels(); level++) {
                same[level] = learned.model().same(trait, level);
                strangers[level] = learned.model().strangers(trait, level);
            }
            weights.put(trait, List.of(same, strangers));
        }
        return weights;
    }

    private double probability(int one, int other) {
        Traits a = profiles.get(one);
        Traits b = profiles.get(other);
        return learned.model()
                .probability(comparison.levels(a, b), Rarity.of(a, b, frequencies), learned.prior(), trait -> true);
    }

    private boolean contradict(Cluster one, Cluster other) {
        return one.members.stream()
                .anyMatch(a -> other.members.stream().anyMatch(b -> probability(a, b) < CONTRADICTION));
    }

    private record Link(int one, int other, double probability) {}

    private static final class Cluster {

        private final List<Integer> members = new ArrayList<>();
        private double confidence = 1;

        Cluster(int member) {
            members.add(member);
        }

        void absorb(Cluster other, double link) {
            members.addAll(other.members);
            confidence = Math.min(link, Math.min(confidence, other.confidence));
        }
    }
}
