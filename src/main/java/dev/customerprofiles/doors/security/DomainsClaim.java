package dev.customerprofiles.doors.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the claim {@code domains} of a token: an array, or names with spaces between them. A token without it may touch none. */
@ApplicationScoped
public class DomainsClaim implements SecurityIdentityAugmentor {

    private static final String CLAIM = "domains";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        DomainScope scope = DomainScope.of(names(token.getClaim(CLAIM)));
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addAttribute(DomainScope.ATTRIBUTE, scope)
                        .build());
    }

    static Set<String> names(Object claim) {
        Stream<?> parts = Stream.empty();
        if (claim instanceof Collection<?> list) {
            parts = list.stream();
        } else if (claim != null) {
            parts = Arrays.stream(text(claim).split("\\s+"));
        }
        return parts.map(DomainsClaim::text).filter(name -> !name.isBlank()).collect(Collectors.toSet());
    }

    private static String text(Object value) {
        return value instanceof JsonString json ? json.getString() : value.toString();
    }
}
