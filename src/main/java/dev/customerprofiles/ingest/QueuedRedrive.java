package dev.customerprofiles.ingest;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Customers;

/** Each event that is tried again is a command of its own in the queue of its domain. */
@ApplicationScoped
class QueuedRedrive implements Redrive {

    private static final int AT_ONCE = 100;

    private final DomainWriters writers;
    private final Decisions decisions;
    private final Customers customers;

    QueuedRedrive(DomainWriters writers, Decisions decisions, Customers customers) {
        this.writers = writers;
        this.decisions = decisions;
        this.customers = customers;
    }

    @Override
    public Uni<Optional<Outcome>> one(Domain domain, String id, TypeNames typeNames) {
        return customers
                .rejected(domain, id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : again(domain, found.get(), typeNames));
    }

    @Override
    public Uni<Redriven> all(Domain domain, Reason reason, String token, int limit, TypeNames typeNames) {
        return customers
                .rejected(domain, reason.code(), token, Math.min(limit, AT_ONCE))
                .chain(page -> all(domain, page.documents(), typeNames)
                        .map(outcomes -> count(outcomes, page.nextToken()))
                        .chain(done -> {
                            int left = limit - page.documents().size();
                            return done.nextToken() == null || left <= 0
                                    ? Uni.createFrom().item(done)
                                    : all(domain, reason, done.nextToken(), left, typeNames)
                                            .map(rest -> new Redriven(
                                                    done.redriven() + rest.redriven(),
                                                    done.rejected() + rest.rejected(),
                                                    rest.nextToken()));
                        }));
    }

    private Uni<List<Optional<Outcome>>> all(Domain domain, List<Document> events, TypeNames typeNames) {
        return events.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(events.stream()
                                .map(event -> again(domain, event, typeNames))
                                .toList())
                        .andFailFast();
    }

    private Uni<Optional<Outcome>> again(Domain domain, Document event, TypeNames typeNames) {
        Ref kept = event.ref();
        return typeNames
                .apply(event.body().path("source").asText())
                .chain(names -> writers.submit(domain, (view, now) -> decisions.redrive(view, kept, names, now)))
                .onFailure(Batch.CommandTooLarge.class)
                .recoverWithItem(Optional.of(Outcome.rejected(Reason.INTERNAL, null)));
    }

    /** Those that are gone meanwhile count as neither. */
    private static Redriven count(List<Optional<Outcome>> outcomes, String nextToken) {
        int applied = (int) outcomes.stream()
                .flatMap(Optional::stream)
                .filter(outcome -> outcome.reason() == null)
                .count();
        int kept = (int) outcomes.stream().flatMap(Optional::stream).count() - applied;
        return new Redriven(applied, kept, nextToken);
    }
}
