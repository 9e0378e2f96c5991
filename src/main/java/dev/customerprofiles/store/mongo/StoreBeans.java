package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.customerprofiles.store.CommonEvidence;
import dev.customerprofiles.store.Configurations;
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.store.DocumentCache;
import dev.customerprofiles.store.DomainData;
import dev.customerprofiles.store.LogStorages;
import dev.customerprofiles.store.TypedDocuments;

/** The store's ports on the configured database, and its indexes. */
class StoreBeans {

    private static final Logger LOG = Logger.getLogger(StoreBeans.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    @Produces
    @Singleton
    MongoData data(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        return new MongoData(client.getDatabase(database));
    }

    @Produces
    @Singleton
    LogStorages logStorages(MongoData data, StoreSettings settings, Clock clock) {
        return domain -> new MongoLogStorage(data, domain, settings.logSize(), clock);
    }

    @Produces
    @Singleton
    DocumentCache documentCache(StoreSettings settings, MeterRegistry metrics) {
        DocumentCache cache = new DocumentCache(settings.cacheSize().asLongValue(), BsonPacking.INSTANCE);
        CaffeineCacheMetrics.monitor(metrics, cache.measured(), "documents");
        return cache;
    }

    @Produces
    @Singleton
    Customers customers(MongoData data) {
        return new MongoCustomers(data);
    }

    @Produces
    @Singleton
    Configurations configurations(MongoData data) {
        return new MongoConfigurations(data);
    }

    @Produces
    @Singleton
    CommonEvidence commonEvidence(MongoData data) {
        return new MongoCommonEvidence(data);
    }

    @Produces
    @Singleton
    TypedDocuments typedDocuments(MongoData data) {
        return new MongoTypedDocuments(data);
    }

    @Produces
    @Singleton
    DomainData domainData(MongoData data) {
        return new MongoDomainData(data);
    }

    /** A database that is away does not keep the service from starting; without the indexes it is right, only slow. */
    void createIndexes(@Observes StartupEvent start, MongoData data) {
        new MongoIndexes(data)
                .create()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "the indexes are not there yet: %s", failure.getClass().getName()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .subscribe()
                .with(created -> LOG.debug("the indexes are there"));
    }
}
