package dev.customerprofiles.tenancy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.Integration;

/** Tags of domains and what is in them. Each is kept with what it is a tag of, and goes with it. */
@ApplicationScoped
public class Tags {

    private static final String MEMBER = "Tags";

    private final DomainAdministration domains;
    private final DomainDirectory directory;
    private final IntegrationDirectory integrations;

    Tags(DomainAdministration domains, DomainDirectory directory, IntegrationDirectory integrations) {
        this.domains = domains;
        this.directory = directory;
        this.integrations = integrations;
    }

    /** The tags of a resource, by their keys; empty where it does not exist. */
    public Uni<Optional<Map<String, String>>> of(ResourceArn resource) {
        if (resource instanceof ResourceArn.OfIntegration integration) {
            return in(integration.domain(), domain -> integrations.get(domain, integration.uri()))
                    .map(found -> found.map(Integration::tags));
        }
        if (resource instanceof ResourceArn.OfDomain domain) {
            return domains.get(domain.domain()).map(found -> found.map(entry -> tags(entry.settings())));
        }
        return Uni.createFrom().item(Optional.empty());
    }

    /**
     * Changes the tags of a resource; the change may be made more than once and may refuse with an exception.
     *
     * @return false where there is no such resource
     */
    public Uni<Boolean> change(ResourceArn resource, UnaryOperator<Map<String, String>> change) {
        if (resource instanceof ResourceArn.OfIntegration integration) {
            return in(integration.domain(), domain -> integrations.retag(domain, integration.uri(), change))
                    .map(Optional::isPresent);
        }
        if (resource instanceof ResourceArn.OfDomain domain) {
            return domains.change(domain.domain(), settings -> with(settings, change))
                    .map(Optional::isPresent);
        }
        return Uni.createFrom().item(false);
    }

    private interface InDomain<T> {
        Uni<Optional<T>> find(Domain domain);
    }

    private <T> Uni<Optional<T>> in(String name, InDomain<T> resource) {
        return directory.find(name).chain(found -> found.map(resource::find)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Map<String, String> tags(ObjectNode settings) {
        Map<String, String> tags = new TreeMap<>();
        settings.path(MEMBER)
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
        return tags;
    }

    private static ObjectNode with(ObjectNode settings, UnaryOperator<Map<String, String>> change) {
        Map<String, String> tags = change.apply(tags(settings));
        settings.remove(MEMBER);
        if (!tags.isEmpty()) {
            tags.forEach(settings.putObject(MEMBER)::put);
        }
        return settings;
    }
}
