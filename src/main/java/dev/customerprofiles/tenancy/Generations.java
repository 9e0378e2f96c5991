package dev.customerprofiles.tenancy;

import java.security.SecureRandom;

/** Random tags that tell a domain from those that had its name before. */
final class Generations {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12; // 62 bits: short, as every id of the domain begins with it

    private Generations() {}

    static String fresh() {
        StringBuilder tag = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            tag.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return tag.toString();
    }
}
