package dev.customerprofiles.store.mongo;

import java.util.List;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.smallrye.mutiny.Uni;

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
                                generation.here(),
                                Filters.eq(Fields.TYPE, type),
                                Filters.gt(Bodies.ID, generation.id(afterId == null ? "" : afterId)),
                                Generation.present()))
                        .sort(Sorts.ascending(Bodies.ID))
                        .limit(limit))
                .map(found -> found.stream()
                        .map(stored -> generation.document(kind, stored))
                        .toList())
                .onFailure()
                .transform(Calls::harmless);
    }
}
