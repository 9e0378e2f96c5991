package dev.customerprofiles.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.Domains;

/** Looks after all domains from time to time, whether or not this instance has anything to write to them. */
@ApplicationScoped
class Care {

    private static final Logger LOG = Logger.getLogger(Care.class);
    private static final int DOMAINS_AT_ONCE = 100;

    private final Domains domains;
    private final DomainWriters writers;
    private final IngestConfig config;
    private final List<Chore> chores;
    private Cancellable rounds = () -> {};

    Care(Domains domains, DomainWriters writers, IngestConfig config, @All List<Chore> chores) {
        this.domains = domains;
        this.writers = writers;
        this.config = config;
        this.chores = chores;
    }

    void start(@Observes StartupEvent start) {
        rounds = Multi.createBy()
                .repeating()
                .uni(() -> afterPause(Uni.createFrom().deferred(this::round)))
                .indefinitely()
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.errorf(
                                "nobody looks after the domains any more: %s",
                                failure.getClass().getName()));
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
                .call(() -> withoutFailure(round, Care::next));
    }

    private Uni<Void> round() {
        return all(null, new HashSet<>()).invoke(writers::keepOnly).chain(this::careFor);
    }

    private Uni<Set<Domain>> all(String afterName, Set<Domain> found) {
        return Uni.createFrom()
                .deferred(() -> domains.list(null, afterName, DOMAINS_AT_ONCE))
                .chain(page -> {
                    page.forEach(entry -> found.add(entry.domain()));
                    return page.size() < DOMAINS_AT_ONCE
                            ? Uni.createFrom().item(found)
                            : all(page.get(page.size() - 1).domain().name(), found);
                });
    }

    /** What fails for one domain keeps no other waiting. */
    private Uni<Void> careFor(Set<Domain> living) {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Domain domain : living) {
            chain = chain.chain(() -> withoutFailure(writers.care(domain), failures::add));
            for (Chore chore : chores) {
                chain = chain.chain(() -> withoutFailure(chore.round(domain), failures::add));
            }
        }
        return chain.invoke(() -> failures.stream().findFirst().ifPresent(Care::next));
    }

    private static Uni<Void> withoutFailure(Uni<Void> care, Consumer<Throwable> told) {
        return care.onFailure().invoke(told).onFailure().recoverWithNull();
    }

    private static void next(Throwable failure) {
        LOG.warnf(
                "not all domains were looked after; the next round will: %s",
                failure.getClass().getName());
    }
}
