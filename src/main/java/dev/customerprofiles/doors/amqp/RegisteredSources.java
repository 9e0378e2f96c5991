package dev.customerprofiles.doors.amqp;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.Domains;
import dev.customerprofiles.tenancy.DomainDirectory;
import dev.customerprofiles.tenancy.IntegrationDirectory;

/** The domains and integrations that were set up over REST. */
@ApplicationScoped
class RegisteredSources implements Sources {

    private final DomainDirectory directory;
    private final IntegrationDirectory integrations;
    private final Domains domains;

    RegisteredSources(DomainDirectory directory, IntegrationDirectory integrations, Domains domains) {
        this.directory = directory;
        this.integrations = integrations;
        this.domains = domains;
    }

    @Override
    public Uni<Optional<Domain>> domain(String name) {
        return directory.find(name);
    }

    @Override
    public Uni<Optional<Domain>> onlyDomain() {
        return domains.list(null, null, 2)
                .map(some -> some.size() == 1 ? Optional.of(some.get(0).domain()) : Optional.empty());
    }

    @Override
    public Uni<List<Registration>> registrations(String uri) {
        return integrations.byUri(uri).map(found -> found.stream()
                .map(integration -> new Registration(
                        integration.domain(), integration.objectTypeNames(), integration.objectTypeName()))
                .toList());
    }
}
