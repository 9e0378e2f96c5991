package dev.customerprofiles.tenancy;

import java.security.SecureRandom;

/** Random tags that tell a domain from those that had its name before. */
final class Generations {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12; // 62 bits: short, as every id of the domain begins with it

    private Generations() {}

    static String fresh() {
        // not kept: a native image would start every time with the randomness of its build
        SecureRandom random = new SecureRandom();
        StringBuilder tag = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            tag.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return tag.toString();
    }
}
