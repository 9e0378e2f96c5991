package dev.customerprofiles.store;

import java.time.Instant;
import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Domain;

/**
 * A domain as it is configured.
 *
 * @param settings what its owner set, by the members of the API ({@code DefaultExpirationDays}, {@code Tags}, ...)
 */
public record DomainEntry(Domain domain, ObjectNode settings, Instant createdAt, Instant lastUpdatedAt) {

    public DomainEntry {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(lastUpdatedAt, "lastUpdatedAt");
    }
}
