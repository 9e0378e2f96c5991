package dev.customerprofiles.tenancy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.records.Tags;
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
        return domains.named(name).chain(found -> found.map(before -> update(before, changes))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Changes the tags; the change may be made more than once. */
    public Uni<Tags.Change> retag(String name, UnaryOperator<Tags> change) {
        return domains.named(name).chain(found -> found.map(before -> retag(before, change))
                .orElseGet(() -> Uni.createFrom().item(Tags.Change.NOT_FOUND)));
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

    private Uni<Optional<DomainEntry>> update(DomainEntry before, ObjectNode changes) {
        ObjectNode settings = before.settings().deepCopy();
        changes.properties().forEach(change -> {
            if (change.getValue().isTextual() && change.getValue().textValue().isEmpty()) {
                settings.remove(change.getKey());
            } else {
                settings.set(change.getKey(), change.getValue());
            }
        });
        DomainEntry after = new DomainEntry(before.domain(), settings, before.createdAt(), now());
        return replace(
                before, after, Optional.of(after), () -> update(before.domain().name(), changes));
    }

    private Uni<Tags.Change> retag(DomainEntry before, UnaryOperator<Tags> change) {
        Tags tags = change.apply(Tags.in(before.settings()));
        if (tags.areTooMany()) {
            return Uni.createFrom().item(Tags.Change.TOO_MANY);
        }
        DomainEntry after =
                new DomainEntry(before.domain(), tags.putInto(before.settings()), before.createdAt(), now());
        return replace(
                before, after, Tags.Change.DONE, () -> retag(before.domain().name(), change));
    }

    /** @param again what to do where somebody else was faster */
    private <T> Uni<T> replace(DomainEntry before, DomainEntry after, T done, Supplier<Uni<T>> again) {
        return domains.replace(before, after)
                .call(() -> directory.forget(before.domain().name()))
                .chain(replaced -> replaced ? Uni.createFrom().item(done) : again.get());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
