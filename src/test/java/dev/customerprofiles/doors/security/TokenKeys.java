package dev.customerprofiles.doors.security;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A key pair for the run: the service trusts what the tests sign with it, and asks nobody. */
public final class TokenKeys implements QuarkusTestResourceLifecycleManager {

    static final String PRIVATE_KEY = "test.token.private-key";

    private static volatile KeyPair keys;

    /** What tokens of this run are signed with, for other resources of the tests. */
    public static PrivateKey privateKey() {
        return keys.getPrivate();
    }

    @Override
    public Map<String, String> start() {
        keys = generate();
        return Map.of(
                "quarkus.oidc.public-key",
                base64(keys.getPublic().getEncoded()),
                PRIVATE_KEY,
                base64(keys.getPrivate().getEncoded()));
    }

    @Override
    public void stop() {}

    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
