package dev.customerprofiles.store.mongo;

import java.util.List;
import java.util.Optional;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.smallrye.mutiny.Uni;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.store.Configurations;

/** Reads of what domains have decided from a MongoDB-compatible server. */
public final class MongoConfigurations implements Configurations {

    private final MongoData data;

    public MongoConfigurations(MongoData data) {
        this.data = data;
    }

    @Override
    public Uni<Optional<Document>> get(Domain domain, String id) {
        Generation generation = new Generation(domain.generation());
        return find(generation, Filters.eq(Bodies.ID, generation.id(id)), 1)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<Document>> list(Domain domain, String prefix, String afterId, int limit) {
        Generation generation = new Generation(domain.generation());
        String first = generation.id(prefix);
        Bson rest = afterId == null ? Filters.gte(Bodies.ID, first) : Filters.gt(Bodies.ID, generation.id(afterId));
        return find(generation, Filters.and(rest, Filters.lt(Bodies.ID, first + Character.MAX_VALUE)), limit);
    }

    private Uni<List<Document>> find(Generation generation, Bson filter, int limit) {
        return Calls.all(() -> data.documents(Kind.CONFIGURATION)
                        .find(Filters.and(filter, Generation.present()))
                        .sort(Sorts.ascending(Bodies.ID))
                        .limit(limit))
                .map(found -> found.stream()
                        .map(stored -> generation.document(Kind.CONFIGURATION, stored))
                        .toList())
                .plug(Calls::harmless);
    }
}
