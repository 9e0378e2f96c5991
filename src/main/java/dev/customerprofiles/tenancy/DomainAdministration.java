package dev.customerprofiles.tenancy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.DomainEntry;
import dev.customerprofiles.store.Domains;

/** Creates, changes and deletes domains. */
@ApplicationScoped
public class DomainAdministration {

    private final Domains domains;
    private final DomainDirectory directory;
    private final DeadDomains deadDomains;
    private final TenancySettings settings;
    private final Clock clock;

    DomainAdministration(
            Domains domains,
            DomainDirectory directory,
            DeadDomains deadDomains,
            TenancySettings settings,
            Clock clock) {
        this.domains = domains;
        this.directory = directory;
        this.deadDomains = deadDomains;
        this.settings = settings;
        this.clock = clock;
    }

    /** What became of the wish for a domain. */
    public sealed interface Creation {

        record Created(DomainEntry entry) implements Creation {}

        record NameInUse() implements Creation {}

        record QuotaReached(int quota) implements Creation {}
    }

    /** Creates a domain, empty also where the name was used before. */
    public Uni<Creation> create(String name, ObjectNode wanted) {
        return domains.count().chain(count -> {
            if (count >= settings.maxDomains()) {
                return Uni.createFrom().item(new Creation.QuotaReached(settings.maxDomains()));
            }
            Instant now = now();
            DomainEntry entry = new DomainEntry(new Domain(name, Generations.fresh()), wanted, now, now);
            return domains.add(entry).map(added -> added ? new Creation.Created(entry) : new Creation.NameInUse());
        });
    }

    /** The domain with its settings, read anew. */
    public Uni<Optional<DomainEntry>> get(String name) {
        return domains.named(name);
    }

    /** Ascending by name, after {@code afterName} (null: from the start); only {@code within} these names (null: all). */
    public Uni<List<DomainEntry>> list(Set<String> within, String afterName, int limit) {
        return domains.list(within, afterName, limit);
    }

    /** Sets members of the settings; an empty text removes one. Empty where there is no such domain. */
    public Uni<Optional<DomainEntry>> update(String name, ObjectNode changes) {
        return change(name, settings -> {
            changes.properties().forEach(change -> {
                if (change.getValue().isTextual()
                        && change.getValue().textValue().isEmpty()) {
                    settings.remove(change.getKey());
                } else {
                    settings.set(change.getKey(), change.getValue());
                }
            });
            return settings;
        });
    }

    /** Changes a copy of the settings, once more where somebody else was faster. Empty where there is no such domain. */
    Uni<Optional<DomainEntry>> change(String name, UnaryOperator<ObjectNode> change) {
        return domains.named(name).chain(found -> found.map(before -> replace(before, change))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Deletes a domain: its name is free at once, its data goes in the background. False where there is no such domain. */
    public Uni<Boolean> delete(String name) {
        return domains.named(name)
                .chain(found -> found.map(entry -> domains.remove(entry.domain(), now()))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .call(() -> directory.forget(name))
                .invoke(removed -> {
                    if (removed) {
                        deadDomains.removeSoon();
                    }
                });
    }

    private Uni<Optional<DomainEntry>> replace(DomainEntry before, UnaryOperator<ObjectNode> change) {
        String name = before.domain().name();
        ObjectNode after = change.apply(before.settings().deepCopy());
        DomainEntry changed = new DomainEntry(before.domain(), after, before.createdAt(), now());
        return domains.replace(before, changed)
                .call(() -> directory.forget(name))
                .chain(replaced -> replaced ? Uni.createFrom().item(Optional.of(changed)) : change(name, change));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
