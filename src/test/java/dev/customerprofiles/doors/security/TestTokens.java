package dev.customerprofiles.doors.security;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.smallrye.jwt.build.Jwt;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens as an identity provider would give them. */
public final class TestTokens {

    private TestTokens() {}

    /** For all domains. */
    public static String of(String... roles) {
        return forDomains(List.of("*"), roles);
    }

    /** For all domains, by an identity provider of the caller's own. */
    /** One that outlives a long test of a process. */
    public static String signedWith(PrivateKey key, String... roles) {
        return sign("*", Duration.ofHours(12), key, roles);
    }

    /** @param domains the claim: an array, or names with spaces between them */
    public static String forDomains(Object domains, String... roles) {
        return sign(domains, Duration.ofMinutes(5), key(), roles);
    }

    public static String expired(String... roles) {
        return sign("*", Duration.ofMinutes(-5), key(), roles);
    }

    public static String signedBySomebodyElse(String... roles) {
        return sign("*", Duration.ofMinutes(5), TokenKeys.generate().getPrivate(), roles);
    }

    private static String sign(Object domains, Duration validFor, PrivateKey key, String... roles) {
        Instant now = Instant.now();
        return Jwt.claims()
                .subject("somebody")
                .groups(Set.of(roles))
                .claim("domains", domains)
                .issuedAt(now.minusSeconds(600))
                .expiresAt(now.plus(validFor))
                .sign(key);
    }

    private static PrivateKey key() {
        byte[] key =
                Base64.getDecoder().decode(ConfigProvider.getConfig().getValue(TokenKeys.PRIVATE_KEY, String.class));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
