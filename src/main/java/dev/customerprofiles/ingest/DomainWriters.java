package dev.customerprofiles.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.ChangePublisher;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.CommitLog;
import dev.customerprofiles.store.DocumentCache;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.LogStorages;
import dev.customerprofiles.store.Surroundings;
import dev.customerprofiles.store.Sweep;
import dev.customerprofiles.store.Write;

/** This instance's writers of all domains it has to do with. */
@ApplicationScoped
class DomainWriters implements Writers {

    private static final Logger LOG = Logger.getLogger(DomainWriters.class);

    private final Map<Domain, DomainWriter> writers = new ConcurrentHashMap<>();
    private final LogStorages storages;
    private final DocumentCache cache;
    private final ChangePublisher publisher;
    private final Decisions decisions;
    private final IngestConfig config;
    private final Clock clock;
    private final BatchMetrics batches;
    private final Surroundings.Observer observer;
    private final RemovalMetrics removals;
    private volatile boolean closed;

    DomainWriters(
            LogStorages storages,
            DocumentCache cache,
            ChangePublisher publisher,
            Decisions decisions,
            IngestConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.storages = storages;
        this.cache = cache;
        this.publisher = publisher;
        this.decisions = decisions;
        this.config = config;
        this.clock = clock;
        this.batches = new BatchMetrics(metrics);
        this.observer = new MeteredObserver(metrics);
        this.removals = new RemovalMetrics(metrics);
    }

    @Override
    public <T> Uni<T> submit(Domain domain, Command<T> command) {
        return writer(domain).submit(command);
    }

    /** Begins nothing more, in any domain. */
    void close() {
        closed = true;
        writers.values().forEach(DomainWriter::close);
    }

    /** One round of care for a domain. */
    Uni<Void> care(Domain domain) {
        return writer(domain).care();
    }

    /** Forgets the domains that are gone. */
    void keepOnly(Set<Domain> living) {
        writers.keySet().retainAll(living);
    }

    private DomainWriter writer(Domain domain) {
        DomainWriter writer = writers.computeIfAbsent(domain, this::open);
        if (closed) { // this one may have been opened since
            writer.close();
        }
        return writer;
    }

    private DomainWriter open(Domain domain) {
        LogStorage storage = storages.of(domain);
        Surroundings world = new Surroundings(
                clock::instant,
                DomainWriters::pause,
                () -> UUID.randomUUID().toString(),
                commit -> publish(domain, commit),
                observer);
        DomainQueue queue = new DomainQueue(
                new CommitLog(storage, world, cache),
                clock::instant,
                Infrastructure.getDefaultWorkerPool(),
                new DomainQueue.BatchLimits(config.batchEvents(), config.batchCharacters()),
                new DomainQueue.QueueLimits(config.queueCommands(), config.queueCharacters()));
        queue.onCommit(batches::record);
        queue.onCommit(removals::count);
        Expiry expiry = new Expiry(
                storage, queue, decisions, UUID.randomUUID().toString(), config.expiryInterval(), clock::instant);
        return new DomainWriter(
                storage, queue, new Sweep(storage, world), expiry, decisions, config.keepTombstones(), clock::instant);
    }

    private Uni<Void> publish(Domain domain, Commit commit) {
        return commit.changes().isEmpty()
                ? Uni.createFrom().voidItem()
                : publisher.publish(domain, commit.number(), commit.at(), commit.changes());
    }

    private static Uni<Void> pause(Duration duration) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(duration);
    }

    private static final class MeteredObserver implements Surroundings.Observer {

        private final Counter lost;
        private final Counter finished;
        private final Counter refused;
        private final Counter repeated;

        MeteredObserver(MeterRegistry metrics) {
            lost = counter(
                    metrics, "customer_profiles_commits_lost", "Attempts to commit whose number another writer had");
            finished = counter(
                    metrics, "customer_profiles_commits_finished", "Commits finished for a writer that had left them");
            refused = counter(metrics, "customer_profiles_writes_refused", "Writes that the database refused");
            repeated = counter(metrics, "customer_profiles_store_retries", "Calls to the database that were repeated");
        }

        private static Counter counter(MeterRegistry metrics, String name, String description) {
            return Counter.builder(name).description(description).register(metrics);
        }

        @Override
        public void lost() {
            lost.increment();
        }

        @Override
        public void finishedForAnother() {
            finished.increment();
        }

        @Override
        public void refused(Write write, String reason) {
            refused.increment();
            LOG.errorf(
                    "the database refused a write to %s and it was set aside: %s",
                    write.ref().kind().collection(), reason);
        }

        @Override
        public void repeated(Throwable failure) {
            repeated.increment();
            LOG.warnf(
                    "a call to the database or the broker is repeated: %s",
                    failure.getClass().getName());
        }
    }
}
