package dev.customerprofiles.core.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pairs of profiles that share a key. Keys that too many share lead nowhere and are left out. */
final class Candidates {

    /** A key of more profiles than this is a default value or a very common one; others will find those who belong together. */
    static final int MOST_PER_KEY = 100;

    /** By block and profile: hashes of its keys, ascending. */
    private final Map<Block, long[][]> keys = new EnumMap<>(Block.class);

    private final Map<Block, List<Group>> groups = new EnumMap<>(Block.class);
    private final Map<Block, Set<Long>> common = new EnumMap<>(Block.class);

    Candidates(List<Traits> profiles) {
        for (Block block : Block.values()) {
            long[][] ofProfiles = new long[profiles.size()][];
            for (int i = 0; i < ofProfiles.length; i++) {
                ofProfiles[i] = block.keys(profiles.get(i)).stream()
                        .mapToLong(Candidates::hash)
                        .sorted()
                        .distinct()
                        .toArray();
            }
            keys.put(block, ofProfiles);
            common.put(block, new HashSet<>());
            groups.put(block, groups(block, ofProfiles));
        }
    }

    /** The profiles that share a key. */
    private record Group(long key, int[] members) {

        void pairs(Visitor visitor) {
            for (int i = 0; i < members.length; i++) {
                for (int j = i + 1; j < members.length; j++) {
                    visitor.pair(members[i], members[j]);
                }
            }
        }
    }

    interface Visitor {
        void pair(int one, int other);
    }

    /** How many keys were left out because too many profiles share them. */
    int commonKeys() {
        return common.values().stream().mapToInt(Set::size).sum();
    }

    /** The pairs of one block; those with several keys in common come several times. */
    void pairs(Block block, Visitor visitor) {
        groups.get(block).forEach(group -> group.pairs(visitor));
    }

    long count(Block block) {
        return groups.get(block).stream()
                .mapToLong(group -> (long) group.members().length * (group.members().length - 1) / 2)
                .sum();
    }

    /** Every pair once. */
    void all(Visitor visitor) {
        for (Block block : Block.values()) {
            for (Group group : groups.get(block)) {
                group.pairs((one, other) -> {
                    if (isFirst(block, group.key(), one, other)) {
                        visitor.pair(one, other);
                    }
                });
            }
        }
    }

    /** Whether this key is the first that the two have in common. */
    private boolean isFirst(Block block, long key, int one, int other) {
        for (Block earlier : Block.values()) {
            for (long shared : keys.get(earlier)[one]) {
                if (earlier == block && shared >= key) {
                    return true;
                }
                if (!common.get(earlier).contains(shared)
                        && Arrays.binarySearch(keys.get(earlier)[other], shared) >= 0) {
                    return false;
                }
            }
            if (earlier == block) {
                return true;
            }
        }
        return true;
    }

    private List<Group> groups(Block block, long[][] ofProfiles) {
        int size = Arrays.stream(ofProfiles).mapToInt(of -> of.length).sum();
        long[] hashes = new long[size];
        int at = 0;
        for (long[] of : ofProfiles) {
            for (long hash : of) {
                hashes[at++] = hash;
            }
        }
        Arrays.sort(hashes);
        Map<Long, List<Integer>> members = new HashMap<>();
        for (int i = 0; i < ofProfiles.length; i++) {
            for (long hash : ofProfiles[i]) {
                if (isShared(hashes, hash)) {
                    members.computeIfAbsent(hash, unknown -> new ArrayList<>()).add(i);
                }
            }
        }
        List<Group> found = new ArrayList<>();
        members.forEach((hash, group) -> {
            if (group.size() > MOST_PER_KEY) {
                common.get(block).add(hash);
            } else {
                found.add(new Group(hash, group.stream().mapToInt(i -> i).toArray()));
            }
        });
        found.sort(Comparator.comparingLong(Group::key));
        return found;
    }

    private static boolean isShared(long[] sorted, long hash) {
        int at = Arrays.binarySearch(sorted, hash);
        return (at > 0 && sorted[at - 1] == hash) || (at + 1 < sorted.length && sorted[at + 1] == hash);
    }

    /** 64 bits, so that two keys are as good as never taken for one. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 29);
    }
}
