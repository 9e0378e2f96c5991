package dev.customerprofiles.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.customerprofiles.core.state.Domain;

/**
 * A source that may send events to a domain.
 *
 * @param uri             what its events give as their source; unique in the domain
 * @param objectTypeName  the type of its records where the event's type says nothing else, or null
 * @param objectTypeNames event type to object type or template
 * @param roleArn         kept for clients that set it; or null
 * @param scope           {@code PROFILE} or null
 */
public record Integration(
        Domain domain,
        String uri,
        String objectTypeName,
        Map<String, String> objectTypeNames,
        Map<String, String> tags,
        String roleArn,
        String scope,
        Instant createdAt,
        Instant lastUpdatedAt) {

    public Integration {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(uri, "uri");
        objectTypeNames = Map.copyOf(objectTypeNames);
        tags = Map.copyOf(tags);
    }

    /** The same with other tags, changed at {@code now}, or just after its last change where the clock has not moved on. */
    public Integration tagged(Map<String, String> tags, Instant now) {
        Instant at = Collections.max(List.of(now.truncatedTo(ChronoUnit.MILLIS), lastUpdatedAt.plusMillis(1)));
        return new Integration(domain, uri, objectTypeName, objectTypeNames, tags, roleArn, scope, createdAt, at);
    }

    /** This integration without an object type or template; empty where it has no other. */
    public Optional<Integration> without(String objectType) {
        String type = objectType.equals(objectTypeName) ? null : objectTypeName;
        Map<String, String> types = new HashMap<>(objectTypeNames);
        types.values().removeIf(objectType::equals);
        return type == null && types.isEmpty()
                ? Optional.empty()
                : Optional.of(new Integration(domain, uri, type, types, tags, roleArn, scope, createdAt, lastUpdatedAt));
    }
}
