package dev.customerprofiles.doors.amqp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;

/** Domains and integrations kept in memory. */
final class FakeSources implements Sources {

    private final Set<Domain> domains = new LinkedHashSet<>();
    private final Map<String, List<Registration>> registrations = new LinkedHashMap<>();

    FakeSources domain(Domain domain) {
        domains.add(domain);
        return this;
    }

    FakeSources registered(String uri, Domain domain, String objectType, Map<String, String> objectTypes) {
        registrations
                .computeIfAbsent(uri, any -> new ArrayList<>())
                .add(new Registration(domain, objectTypes, objectType));
        return this;
    }

    @Override
    public Uni<Optional<Domain>> domain(String name) {
        return Uni.createFrom()
                .item(domains.stream()
                        .filter(domain -> domain.name().equals(name))
                        .findFirst());
    }

    @Override
    public Uni<Optional<Domain>> onlyDomain() {
        return Uni.createFrom()
                .item(domains.size() == 1 ? Optional.of(domains.iterator().next()) : Optional.empty());
    }

    @Override
    public Uni<List<Registration>> registrations(String uri) {
        return Uni.createFrom().item(registrations.getOrDefault(uri, List.of()));
    }
}
