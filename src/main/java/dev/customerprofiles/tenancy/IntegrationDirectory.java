package dev.customerprofiles.tenancy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.records.Tags;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.Integration;
import dev.customerprofiles.store.Integrations;

/** The sources that may send events: registers them, and finds them by the Uri that their events name. */
@ApplicationScoped
public class IntegrationDirectory {

    private final Integrations integrations;
    private final DomainDirectory domains;
    private final TenancySettings settings;
    private final Cache known;
    private final Clock clock;

    IntegrationDirectory(
            Integrations integrations,
            DomainDirectory domains,
            TenancySettings settings,
            @CacheName("integrations") Cache known,
            Clock clock) {
        this.integrations = integrations;
        this.domains = domains;
        this.settings = settings;
        this.known = known;
        this.clock = clock;
    }

    /** What became of the wish for an integration. */
    public sealed interface Registration {

        record Registered(Integration integration) implements Registration {}

        record QuotaReached(int quota) implements Registration {}
    }

    /** Registers an integration, or changes the one with its Uri, whose tags stay. */
    public Uni<Registration> put(Integration wanted) {
        return integrations
                .get(wanted.domain(), wanted.uri())
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(true)
                        : integrations.count(wanted.domain()).map(count -> count < settings.maxIntegrations()))
                .chain(room -> room ? store(wanted) : refuse());
    }

    public Uni<Optional<Integration>> get(Domain domain, String uri) {
        return integrations.get(domain, uri);
    }

    /** Ascending by Uri, after {@code afterUri} (null: from the start). */
    public Uni<List<Integration>> list(Domain domain, String afterUri, int limit) {
        return integrations.list(domain, afterUri, limit);
    }

    /** Those with this Uri in all domains, read anew. */
    public Uni<List<Integration>> everywhere(String uri) {
        return integrations.byUri(uri).chain(this::ofLivingDomains);
    }

    /** Changes the tags; the change may be made more than once. */
    public Uni<Tags.Change> retag(Domain domain, String uri, UnaryOperator<Tags> change) {
        return integrations.get(domain, uri).chain(found -> found.map(before -> retag(before, change))
                .orElseGet(() -> Uni.createFrom().item(Tags.Change.NOT_FOUND)));
    }

    private Uni<Tags.Change> retag(Integration before, UnaryOperator<Tags> change) {
        Tags tags = change.apply(new Tags(before.tags()));
        if (tags.areTooMany()) {
            return Uni.createFrom().item(Tags.Change.TOO_MANY);
        }
        return integrations
                .replaceTags(before, before.tagged(tags.byKey(), clock.instant()))
                .chain(replaced -> replaced
                        ? Uni.createFrom().item(Tags.Change.DONE)
                        : retag(before.domain(), before.uri(), change));
    }

    /** @return false where there was none */
    public Uni<Boolean> delete(Domain domain, String uri) {
        return integrations.remove(domain, uri).call(() -> known.invalidate(uri));
    }

    /** Takes a type out of the integrations; one that has no other is removed. */
    public Uni<Void> stop(Domain domain, String objectType) {
        return integrations
                .list(domain, null, Integer.MAX_VALUE)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(integration -> stop(domain, integration, objectType))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> stop(Domain domain, Integration integration, String objectType) {
        Optional<Integration> without = integration.without(objectType);
        if (without.filter(integration::equals).isPresent()) {
            return Uni.createFrom().voidItem();
        }
        return without.map(rest -> integrations.put(rest).replaceWithVoid())
                .orElseGet(() -> integrations.remove(domain, integration.uri()).replaceWithVoid())
                .call(() -> known.invalidate(integration.uri()));
    }

    /** The integrations with this Uri, one per domain that has one; mostly without a read. */
    public Uni<List<Integration>> byUri(String uri) {
        return SharedRead.of(known, uri, integrations::byUri)
                .call(found -> found.isEmpty()
                        ? known.invalidate(uri)
                        : Uni.createFrom().voidItem())
                .chain(this::ofLivingDomains);
    }

    private Uni<Registration> store(Integration wanted) {
        return integrations
                .put(wanted)
                .call(() -> known.invalidate(wanted.uri()))
                .map(Registration.Registered::new);
    }

    private Uni<Registration> refuse() {
        return Uni.createFrom().item(new Registration.QuotaReached(settings.maxIntegrations()));
    }

    private Uni<List<Integration>> ofLivingDomains(List<Integration> found) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(
                        integration -> domains.find(integration.domain().name())
                                .map(living -> living.filter(integration.domain()::equals)
                                        .map(domain -> integration)))
                .select()
                .where(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList();
    }
}
