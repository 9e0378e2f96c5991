package dev.customerprofiles.doors.security;

import java.util.Set;

import io.quarkus.security.identity.SecurityIdentity;

/**
 * The domains that a caller may touch.
 *
 * @param names their names; null for all
 */
public record DomainScope(Set<String> names) {

    public static final DomainScope ALL = new DomainScope(null);
    public static final DomainScope NONE = new DomainScope(Set.of());
    /** Where an identity carries its scope. */
    public static final String ATTRIBUTE = "customer-profiles.domains";

    private static final String WILDCARD = "*";

    static DomainScope of(Set<String> claimed) {
        return claimed.contains(WILDCARD) ? ALL : new DomainScope(Set.copyOf(claimed));
    }

    public static DomainScope of(SecurityIdentity identity) {
        DomainScope scope = identity.getAttribute(ATTRIBUTE);
        return scope == null ? NONE : scope;
    }

    public boolean contains(String domain) {
        return names == null || names.contains(domain);
    }
}
