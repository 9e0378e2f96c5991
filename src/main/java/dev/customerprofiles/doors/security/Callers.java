package dev.customerprofiles.doors.security;

import java.security.Principal;
import java.util.Objects;
import java.util.stream.Stream;

import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls, as the audit trail names them: ids that the identity provider gave, never a person's name where it gave an id. */
public final class Callers {

    private static final int LONGEST = 255;

    private Callers() {}

    /** The token's subject, else its client; at most 255 characters. */
    public static String name(SecurityIdentity identity) {
        Principal principal = identity.getPrincipal();
        Stream<String> names = principal instanceof JsonWebToken token
                ? Stream.of(token.getSubject(), token.getClaim("azp"), token.getClaim("client_id"), token.getName())
                : Stream.of(principal.getName());
        String name = names.filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("unknown");
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}
