package dev.customerprofiles.tenancy;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

import dev.customerprofiles.store.DomainData;
import dev.customerprofiles.store.Domains;
import dev.customerprofiles.store.Integrations;

/**
 * Removes what deleted domains left. Each instance does it when a domain is deleted, at its start and from time to time; to
 * remove twice does no harm. A generation is forgotten only after a while, as an instance that has not heard of the deletion
 * may write to it for a moment longer.
 */
@ApplicationScoped
public class DeadDomains {

    private static final Logger LOG = Logger.getLogger(DeadDomains.class);

    private final Domains domains;
    private final Integrations integrations;
    private final DomainData data;
    private final TenancySettings settings;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private Cancellable ticks = () -> {};

    DeadDomains(Domains domains, Integrations integrations, DomainData data, TenancySettings settings, Clock clock) {
        this.domains = domains;
        this.integrations = integrations;
        this.data = data;
        this.settings = settings;
        this.clock = clock;
    }

    void start(@Observes StartupEvent start) {
        ticks = Multi.createFrom()
                .ticks()
                .every(settings.removalInterval())
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> removeSoon());
    }

    void stop(@Observes ShutdownEvent stop) {
        ticks.cancel();
    }

    /** Starts a removal, or has the one that runs start once more. */
    void removeSoon() {
        again.set(true);
        if (running.compareAndSet(false, true)) {
            again.set(false);
            removeAll()
                    .onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(
                            done -> removeIfAskedMeanwhile(),
                            failure -> LOG.warnf(
                                    "the data of a deleted domain is not removed yet: %s",
                                    failure.getClass().getName()));
        }
    }

    private void removeIfAskedMeanwhile() {
        if (again.get()) {
            removeSoon();
        }
    }

    private Uni<Void> removeAll() {
        return domains.dead()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::remove)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> remove(Domains.Dead dead) {
        boolean silent = dead.at().plus(settings.removalGrace()).isBefore(clock.instant());
        return data.removeAll(dead.domain().generation())
                .chain(() -> integrations.removeAll(dead.domain()))
                .chain(() -> silent ? domains.forget(dead) : Uni.createFrom().voidItem());
    }
}
