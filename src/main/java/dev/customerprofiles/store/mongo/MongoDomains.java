package dev.customerprofiles.store.mongo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.panache.reactive.ReactivePanacheMongoRepositoryBase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.DomainEntry;
import dev.customerprofiles.store.Domains;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

/** One document per name, so that giving a name, and taking it away while noting what died, are single writes. */
@ApplicationScoped
public class MongoDomains implements Domains, ReactivePanacheMongoRepositoryBase<DomainDocument, String> {

    private static final String NAME = "_id";
    private static final String LIVE = "live";
    private static final String GENERATION = "live.generation";
    private static final String SETTINGS = "live.settings";
    private static final String UPDATED = "live.lastUpdatedAt";
    private static final String DEAD = "dead";

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Uni<Boolean> add(DomainEntry entry) {
        Bson free = and(eq(NAME, entry.domain().name()), exists(LIVE, false));
        return Calls.harmless(mongoCollection()
                .updateOne(free, set(LIVE, live(entry)), new UpdateOptions().upsert(true))
                .replaceWith(true)
                .onFailure(MongoDomains::isDuplicate)
                .recoverWithItem(false));
    }

    @Override
    public Uni<Optional<DomainEntry>> named(String name) {
        return Calls.harmless(
                mongoCollection().find(eq(NAME, name)).toUni().map(document -> Optional.ofNullable(document)
                        .filter(found -> found.live != null)
                        .map(this::entry)));
    }

    @Override
    public Uni<List<DomainEntry>> list(Set<String> within, String afterName, int limit) {
        List<Bson> filters = new ArrayList<>(List.of(exists(LIVE)));
        if (within != null) {
            filters.add(in(NAME, within));
        }
        if (afterName != null) {
            filters.add(gt(NAME, afterName));
        }
        FindOptions page = new FindOptions().sort(Sorts.ascending(NAME)).limit(limit);
        return Calls.harmless(mongoCollection()
                .find(and(filters), page)
                .map(this::entry)
                .collect()
                .asList());
    }

    @Override
    public Uni<Long> count() {
        return Calls.harmless(mongoCollection().countDocuments(exists(LIVE)));
    }

    @Override
    public Uni<Boolean> replace(DomainEntry before, DomainEntry after) {
        Bson same = and(
                alive(before.domain()),
                eq(SETTINGS, before.settings().toString()),
                eq(UPDATED, before.lastUpdatedAt().toEpochMilli()));
        Bson change = combine(
                set(SETTINGS, after.settings().toString()),
                set(UPDATED, after.lastUpdatedAt().toEpochMilli()));
        return Calls.harmless(mongoCollection().updateOne(same, change).map(result -> result.getMatchedCount() == 1));
    }

    @Override
    public Uni<Boolean> remove(Domain domain, Instant at) {
        Document grave = new Document("generation", domain.generation()).append("at", at.toEpochMilli());
        return Calls.harmless(mongoCollection()
                .updateOne(alive(domain), combine(unset(LIVE), push(DEAD, grave)))
                .map(result -> result.getMatchedCount() == 1));
    }

    @Override
    public Uni<List<Dead>> dead() {
        return Calls.harmless(
                mongoCollection().find(exists(DEAD + ".0")).collect().asList().map(documents -> documents.stream()
                        .flatMap(document -> document.dead.stream()
                                .map(grave -> new Dead(
                                        new Domain(document.name, grave.generation), Instant.ofEpochMilli(grave.at))))
                        .toList()));
    }

    @Override
    public Uni<Void> forget(Dead dead) {
        Bson name = eq(NAME, dead.domain().name());
        return Calls.harmless(mongoCollection()
                .updateOne(
                        name,
                        pull(DEAD, new Document("generation", dead.domain().generation())))
                .chain(() -> mongoCollection().deleteOne(and(name, exists(LIVE, false), size(DEAD, 0))))
                .replaceWithVoid());
    }

    private static Bson alive(Domain domain) {
        return and(eq(NAME, domain.name()), eq(GENERATION, domain.generation()));
    }

    private static boolean isDuplicate(Throwable failure) {
        return failure instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    private static DomainDocument.Live live(DomainEntry entry) {
        DomainDocument.Live live = new DomainDocument.Live();
        live.generation = entry.domain().generation();
        live.settings = entry.settings().toString();
        live.createdAt = entry.createdAt().toEpochMilli();
        live.lastUpdatedAt = entry.lastUpdatedAt().toEpochMilli();
        return live;
    }

    private DomainEntry entry(DomainDocument document) {
        DomainDocument.Live live = document.live;
        return new DomainEntry(
                new Domain(document.name, live.generation),
                settings(live.settings),
                Instant.ofEpochMilli(live.createdAt),
                Instant.ofEpochMilli(live.lastUpdatedAt));
    }

    private ObjectNode settings(String text) {
        try {
            return (ObjectNode) json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the settings of a domain are not readable", e);
        }
    }
}
