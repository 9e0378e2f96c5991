package dev.customerprofiles.ingest;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Prepared;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.events.UnreadableEvent;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.tenancy.DomainDirectory;
import dev.customerprofiles.tenancy.TypeDirectory;

/** Both doors' way into the queue of a domain. */
@ApplicationScoped
class GroupCommit implements Ingest {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    private final DomainWriters writers;
    private final Decisions decisions;
    private final TypeDirectory types;
    private final DomainDirectory domains;
    private final IngestConfig config;

    GroupCommit(
            DomainWriters writers,
            Decisions decisions,
            TypeDirectory types,
            DomainDirectory domains,
            IngestConfig config) {
        this.writers = writers;
        this.decisions = decisions;
        this.types = types;
        this.domains = domains;
        this.config = config;
    }

    @Override
    public Uni<Outcome> submit(Domain domain, SourceEvent event, boolean keepRejected) {
        Uni<Outcome> outcome = apply(domain, event, keepRejected);
        // a message can wait with its broker, a caller cannot
        return keepRejected
                ? outcome
                : outcome.ifNoItem().after(config.patience()).failWith(OutcomeUnknown::new);
    }

    private Uni<Outcome> apply(Domain domain, SourceEvent event, boolean keepRejected) {
        return Uni.combine()
                .all()
                .unis(types.find(domain, event.type()), domains.expirationDays(domain))
                .with((likely, days) -> decide(domain, event, likely, days, keepRejected))
                .flatMap(Function.identity());
    }

    /** A record that its mapping stumbles over would be sent by the broker again and again. */
    private Uni<Outcome> decide(
            Domain domain, SourceEvent event, Optional<Mapping> likely, int days, boolean keepRejected) {
        Prepared prepared;
        try {
            prepared = Prepared.of(event, likely, days, keepRejected);
        } catch (RuntimeException | StackOverflowError e) {
            return refuse(domain, Prepared.of(event, Optional.empty(), days, keepRejected), new Batch.Undecidable(e));
        }
        return commit(domain, prepared);
    }

    private Uni<Outcome> commit(Domain domain, Prepared prepared) {
        return writers.submit(domain, new IngestEvent(prepared))
                .onFailure(failure -> failure instanceof Batch.Undecidable || failure instanceof Batch.CommandTooLarge)
                .recoverWithUni(failure -> refuse(domain, prepared, failure));
    }

    @Override
    public Uni<Outcome> reject(Domain domain, UnreadableEvent event) {
        return writers.submit(domain, (view, now) -> decisions.reject(view, event, now));
    }

    @Override
    public void close() {
        writers.close();
    }

    /** @param failure whose message names a class, never what a record holds */
    private Uni<Outcome> refuse(Domain domain, Prepared prepared, Throwable failure) {
        LOG.errorf(
                failure,
                "an event of type %s could not be decided",
                prepared.event().type());
        return prepared.keepRejected()
                ? writers.submit(domain, (view, now) -> decisions.reject(view, prepared, Reason.INTERNAL, now))
                : Uni.createFrom().item(Outcome.rejected(Reason.INTERNAL, null));
    }

    private final class IngestEvent implements Command<Outcome> {

        private final Prepared prepared;

        IngestEvent(Prepared prepared) {
            this.prepared = prepared;
        }

        @Override
        public Outcome decide(View view, Instant now) {
            return decisions.ingest(view, prepared, now);
        }

        @Override
        public Collection<Ref> likelyReads() {
            return prepared.likelyReads();
        }

        @Override
        public int size() {
            return prepared.characters();
        }
    }
}
