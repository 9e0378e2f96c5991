package dev.customerprofiles.objecttypes;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.TypeDefinitions;
import dev.customerprofiles.core.events.TypeDefinitions.Definition;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.Tags;
import dev.customerprofiles.core.records.Templates;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Writers;
import dev.customerprofiles.lifecycle.Jobs;
import dev.customerprofiles.tenancy.IntegrationDirectory;
import dev.customerprofiles.tenancy.ProfileSettings;
import dev.customerprofiles.tenancy.TypeDirectory;

/** The object types that a domain defines for itself. */
@ApplicationScoped
public class ObjectTypes {

    /** Characters that tell a type from those that had its name before. */
    private static final int INCARNATION = 8;

    private final Writers writers;
    private final TypeDirectory directory;
    private final IntegrationDirectory integrations;
    private final Jobs jobs;
    private final TypeDefinitions definitions;
    private final TypeDefinitions.Quotas quotas;

    ObjectTypes(
            Writers writers,
            TypeDirectory directory,
            IntegrationDirectory integrations,
            Jobs jobs,
            Templates templates,
            ObjectTypeQuotas quotas,
            ProfileSettings profiles) {
        this.writers = writers;
        this.directory = directory;
        this.integrations = integrations;
        this.jobs = jobs;
        this.quotas =
                new TypeDefinitions.Quotas(quotas.maxTypes(), quotas.maxKeys(), quotas.maxFields(), profiles.objects());
        this.definitions = new TypeDefinitions(templates, this.quotas);
    }

    /** A type, and how many of a profile's records no type of its domain has claimed for itself. */
    public record Known(DefinedType type, int availableObjects) {}

    /** Defines a type, or defines it anew. @param wire the definition in the shape of the API */
    public Uni<Definition> put(Domain domain, String name, ObjectNode wire) {
        String revision = UUID.randomUUID().toString();
        return writers.submit(domain, (view, now) -> definitions.define(view, name, wire, revision, now))
                .call(() -> directory.forget(domain, name));
    }

    /** Changes the tags of a type; the change may be made more than once. */
    public Uni<Tags.Change> retag(Domain domain, String name, UnaryOperator<Tags> change) {
        return writers.submit(domain, (view, now) -> TypeDefinitions.retag(view, name, change, now));
    }

    /**
     * Deletes a type and what is stored under it. The name can be used again at once; the records go in the background.
     *
     * @return false where the domain has not defined it
     */
    public Uni<Boolean> delete(Domain domain, String name) {
        return get(domain, name)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : integrations.stop(domain, name).chain(() -> remove(domain, name)));
    }

    private Uni<Boolean> remove(Domain domain, String name) {
        String nextIncarnation = UUID.randomUUID().toString().substring(0, INCARNATION);
        return writers.submit(domain, (view, now) -> definitions.delete(view, name, nextIncarnation, now))
                .call(() -> directory.forget(domain, name))
                .call(() -> jobs.round(domain));
    }

    /** The type of this name; empty where the domain has not defined it, also where a template has the name. */
    public Uni<Optional<Known>> get(Domain domain, String name) {
        return directory.defined(domain).map(types -> types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .map(type -> known(type, types)));
    }

    /** Ascending by name, after {@code afterName} (null: from the start). */
    public Uni<List<Known>> list(Domain domain, String afterName, int limit) {
        return directory.defined(domain).map(types -> types.stream()
                .filter(type -> afterName == null || type.name().compareTo(afterName) > 0)
                .limit(limit)
                .map(type -> known(type, types))
                .toList());
    }

    private Known known(DefinedType type, Collection<DefinedType> all) {
        return new Known(type, TypeDefinitions.availableObjects(quotas, all));
    }
}
