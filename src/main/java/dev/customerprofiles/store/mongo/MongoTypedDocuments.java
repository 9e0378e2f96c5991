package dev.customerprofiles.store.mongo;

import java.util.List;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.smallrye.mutiny.Uni;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.store.TypedDocuments;

/** Walks through the documents of one type on a MongoDB-compatible server. */
public final class MongoTypedDocuments implements TypedDocuments {

    private final MongoData data;

    public MongoTypedDocuments(MongoData data) {
        this.data = data;
    }

    @Override
    public Uni<List<Document>> list(Domain domain, Kind kind, String type, String afterId, int limit) {
        Generation generation = new Generation(domain.generation());
        return Calls.all(() -> data.documents(kind)
                        .find(Filters.and(
                                ofType(generation, type),
                                Filters.gt(Bodies.ID, generation.id(afterId == null ? "" : afterId))))
                        .sort(Sorts.ascending(Bodies.ID))
                        .limit(limit))
                .map(found -> found.stream()
                        .map(stored -> generation.document(kind, stored))
                        .toList())
                .onFailure()
                .transform(Calls::harmless);
    }

    @Override
    public Uni<Long> count(Domain domain, Kind kind, String type) {
        return Calls.one(() -> data.documents(kind).countDocuments(ofType(new Generation(domain.generation()), type)))
                .onFailure()
                .transform(Calls::harmless);
    }

    private static Bson ofType(Generation generation, String type) {
        return Filters.and(generation.here(), Filters.eq(Fields.TYPE, type), Generation.present());
    }
}
