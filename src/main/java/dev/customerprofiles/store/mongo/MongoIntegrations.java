package dev.customerprofiles.store.mongo;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.panache.reactive.ReactivePanacheMongoRepositoryBase;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.bson.conversions.Bson;
import org.jboss.logging.Logger;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.Integration;
import dev.customerprofiles.store.Integrations;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

/** Integrations, one document each. */
@ApplicationScoped
public class MongoIntegrations
        implements Integrations, ReactivePanacheMongoRepositoryBase<IntegrationDocument, String> {

    private static final Logger LOG = Logger.getLogger(MongoIntegrations.class);
    private static final String ID = "_id";
    private static final String URI = "uri";
    private static final String TAGS = "tags";
    private static final String UPDATED = "lastUpdatedAt";

    /** The index only makes {@link #byUri} quick: nothing waits for it. */
    void index(@Observes StartupEvent start) {
        mongoCollection()
                .createIndex(Indexes.ascending(URI))
                .subscribe()
                .with(
                        name -> {},
                        failure -> LOG.warnf(
                                "the index of integrations by Uri is not there: %s",
                                failure.getClass().getName()));
    }

    @Override
    public Uni<Integration> put(Integration integration) {
        Bson change = Updates.combine(
                Updates.set("domain", integration.domain().name()),
                Updates.set("generation", integration.domain().generation()),
                Updates.set(URI, integration.uri()),
                Updates.set("objectTypeName", integration.objectTypeName()),
                Updates.set("objectTypeNames", pairs(integration.objectTypeNames())),
                Updates.set("roleArn", integration.roleArn()),
                Updates.set("scope", integration.scope()),
                Updates.set(UPDATED, integration.lastUpdatedAt().toEpochMilli()),
                Updates.setOnInsert(TAGS, pairs(integration.tags())),
                Updates.setOnInsert("createdAt", integration.createdAt().toEpochMilli()));
        return Calls.harmless(mongoCollection()
                .findOneAndUpdate(
                        eq(ID, id(integration.domain(), integration.uri())),
                        change,
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER))
                .map(MongoIntegrations::integration));
    }

    @Override
    public Uni<Boolean> replaceTags(Integration before, Integration after) {
        Bson same = and(
                eq(ID, id(before.domain(), before.uri())),
                eq(UPDATED, before.lastUpdatedAt().toEpochMilli()));
        Bson change = Updates.combine(
                Updates.set(TAGS, pairs(after.tags())),
                Updates.set(UPDATED, after.lastUpdatedAt().toEpochMilli()));
        return Calls.harmless(mongoCollection().updateOne(same, change).map(result -> result.getMatchedCount() == 1));
    }

    @Override
    public Uni<Optional<Integration>> get(Domain domain, String uri) {
        return Calls.harmless(
                mongoCollection().find(eq(ID, id(domain, uri))).toUni().map(document -> Optional.ofNullable(document)
                        .map(MongoIntegrations::integration)));
    }

    @Override
    public Uni<List<Integration>> byUri(String uri) {
        return Calls.harmless(mongoCollection()
                .find(eq(URI, uri))
                .map(MongoIntegrations::integration)
                .collect()
                .asList());
    }

    @Override
    public Uni<List<Integration>> list(Domain domain, String afterUri, int limit) {
        Bson filter = afterUri == null ? all(domain) : and(all(domain), gt(ID, id(domain, afterUri)));
        FindOptions page = new FindOptions().sort(Sorts.ascending(ID)).limit(limit);
        return Calls.harmless(mongoCollection()
                .find(filter, page)
                .map(MongoIntegrations::integration)
                .collect()
                .asList());
    }

    @Override
    public Uni<Long> count(Domain domain) {
        return Calls.harmless(mongoCollection().countDocuments(all(domain)));
    }

    @Override
    public Uni<Boolean> remove(Domain domain, String uri) {
        return Calls.harmless(deleteById(id(domain, uri)));
    }

    @Override
    public Uni<Void> removeAll(Domain domain) {
        return Calls.harmless(mongoCollection().deleteMany(all(domain)).replaceWithVoid());
    }

    private static String id(Domain domain, String uri) {
        return domain.generation() + '|' + uri;
    }

    /** By the ids alone: everything between the generation's bar and the character after it. */
    private static Bson all(Domain domain) {
        return and(gt(ID, domain.generation() + '|'), lt(ID, domain.generation() + '}'));
    }

    private static List<IntegrationDocument.Pair> pairs(Map<String, String> map) {
        return map.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(entry -> {
                    IntegrationDocument.Pair pair = new IntegrationDocument.Pair();
                    pair.key = entry.getKey();
                    pair.value = entry.getValue();
                    return pair;
                })
                .toList();
    }

    private static Map<String, String> map(List<IntegrationDocument.Pair> pairs) {
        return pairs.stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }

    private static Integration integration(IntegrationDocument document) {
        return new Integration(
                new Domain(document.domain, document.generation),
                document.uri,
                document.objectTypeName,
                map(document.objectTypeNames),
                map(document.tags),
                document.roleArn,
                document.scope,
                Instant.ofEpochMilli(document.createdAt),
                Instant.ofEpochMilli(document.lastUpdatedAt));
    }
}
