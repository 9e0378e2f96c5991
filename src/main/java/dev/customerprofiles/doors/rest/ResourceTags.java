package dev.customerprofiles.doors.rest;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.records.Tags;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.objecttypes.ObjectTypes;
import dev.customerprofiles.store.Integration;
import dev.customerprofiles.tenancy.DomainAdministration;
import dev.customerprofiles.tenancy.DomainDirectory;
import dev.customerprofiles.tenancy.IntegrationDirectory;

/** Tags by the ARN of what they are tags of; each is kept with that, and goes with it. */
@ApplicationScoped
class ResourceTags {

    private final DomainAdministration domains;
    private final DomainDirectory directory;
    private final IntegrationDirectory integrations;
    private final ObjectTypes types;

    ResourceTags(
            DomainAdministration domains,
            DomainDirectory directory,
            IntegrationDirectory integrations,
            ObjectTypes types) {
        this.domains = domains;
        this.directory = directory;
        this.integrations = integrations;
        this.types = types;
    }

    /** Empty where there is no such resource. */
    Uni<Optional<Map<String, String>>> of(ResourceArn resource) {
        if (resource instanceof ResourceArn.OfDomain domain) {
            return domains.get(domain.domain())
                    .map(found -> found.map(entry -> Tags.in(entry.settings()).byKey()));
        }
        return directory.find(resource.domain()).chain(found -> found.map(domain -> of(resource, domain))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Map<String, String>>> of(ResourceArn resource, Domain domain) {
        if (resource instanceof ResourceArn.OfIntegration integration) {
            return integrations.get(domain, integration.uri()).map(found -> found.map(Integration::tags));
        }
        return types.get(domain, ((ResourceArn.OfObjectType) resource).name())
                .map(found ->
                        found.map(known -> Tags.in(known.type().definition()).byKey()));
    }

    /** The change may be made more than once. */
    Uni<Tags.Change> change(ResourceArn resource, UnaryOperator<Tags> change) {
        if (resource instanceof ResourceArn.OfDomain domain) {
            return domains.retag(domain.domain(), change);
        }
        return directory.find(resource.domain()).chain(found -> found.map(domain -> change(resource, domain, change))
                .orElseGet(() -> Uni.createFrom().item(Tags.Change.NOT_FOUND)));
    }

    private Uni<Tags.Change> change(ResourceArn resource, Domain domain, UnaryOperator<Tags> change) {
        return resource instanceof ResourceArn.OfIntegration integration
                ? integrations.retag(domain, integration.uri(), change)
                : types.retag(domain, ((ResourceArn.OfObjectType) resource).name(), change);
    }
}
