package dev.customerprofiles.store.mongo;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.smallrye.mutiny.Uni;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.store.CommonEvidence;

/** Reads identities. */
public final class MongoCommonEvidence implements CommonEvidence {

    private final MongoData data;

    public MongoCommonEvidence(MongoData data) {
        this.data = data;
    }

    @Override
    public Uni<List<Document>> shared(Domain domain, String afterId, int limit) {
        Generation generation = new Generation(domain.generation());
        Bson filter = Filters.and(
                generation.here(),
                Query.few(Fields.SHARED, Filters.eq(Fields.SHARED, true)),
                Filters.gt(Bodies.ID, generation.id(afterId == null ? "" : afterId)));
        return find(generation, filter, limit);
    }

    @Override
    public Uni<Map<String, Document>> identities(Domain domain, Collection<String> ids) {
        Generation generation = new Generation(domain.generation());
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return find(
                        generation,
                        Filters.in(Bodies.ID, ids.stream().map(generation::id).toList()),
                        ids.size())
                .map(found -> found.stream()
                        .collect(Collectors.toMap(document -> document.ref().id(), Function.identity())));
    }

    private Uni<List<Document>> find(Generation generation, Bson filter, int limit) {
        return Calls.all(() -> data.documents(Kind.IDENTITY)
                        .find(Filters.and(filter, Generation.present()))
                        .sort(Sorts.ascending(Bodies.ID))
                        .limit(limit))
                .map(found -> found.stream()
                        .map(stored -> generation.document(Kind.IDENTITY, stored))
                        .toList())
                .plug(Calls::harmless);
    }
}
