package dev.customerprofiles.ingest;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

import dev.customerprofiles.store.DomainEntry;
import dev.customerprofiles.store.Domains;

/** Looks after all domains from time to time, whether or not this instance has anything to write to them. */
@ApplicationScoped
class Care {

    private static final Logger LOG = Logger.getLogger(Care.class);
    private static final int DOMAINS_AT_ONCE = 100;

    private final Domains domains;
    private final DomainWriters writers;
    private final IngestConfig config;
    private Cancellable rounds = () -> {};

    Care(Domains domains, DomainWriters writers, IngestConfig config) {
        this.domains = domains;
        this.writers = writers;
        this.config = config;
    }

    void start(@Observes StartupEvent start) {
        rounds = Multi.createBy()
                .repeating()
                .uni(() -> afterPause(round(null)))
                .indefinitely()
                .subscribe()
                .with(done -> {}, failure -> LOG.error("nobody looks after the domains any more", failure));
    }

    void stop(@Observes ShutdownEvent stop) {
        rounds.cancel();
    }

    private Uni<Boolean> afterPause(Uni<Void> round) {
        return Uni.createFrom()
                .item(true)
                .onItem()
                .delayIt()
                .by(config.careInterval())
                .call(() -> round.onFailure().invoke(Care::next).onFailure().recoverWithNull());
    }

    private Uni<Void> round(String afterName) {
        return Uni.createFrom()
                .deferred(() -> domains.list(null, afterName, DOMAINS_AT_ONCE))
                .chain(found -> careFor(found)
                        .chain(() -> found.size() < DOMAINS_AT_ONCE
                                ? Uni.createFrom().voidItem()
                                : round(found.get(found.size() - 1).domain().name())));
    }

    private Uni<Void> careFor(List<DomainEntry> found) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (DomainEntry entry : found) {
            chain = chain.chain(() -> writers.care(entry.domain()));
        }
        return chain;
    }

    private static void next(Throwable failure) {
        LOG.debugf("this round of care came to nothing: %s", failure.getClass().getName());
    }
}
