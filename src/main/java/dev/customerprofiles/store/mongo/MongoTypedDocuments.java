package dev.customerprofiles.store.mongo;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

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

    /** Stands in an object's id behind its type. */
    private static final char SEPARATOR = '|';

    private static final char END = SEPARATOR + 1;

    private final MongoData data;

    public MongoTypedDocuments(MongoData data) {
        this.data = data;
    }

    @Override
    public Uni<List<Document>> list(Domain domain, Kind kind, String type, String afterId, int limit) {
        Generation generation = new Generation(domain.generation());
        return Calls.all(() -> data.documents(kind)
                        .find(Filters.and(
                                kind == Kind.OBJECT ? Generation.present() : ofType(generation, type),
                                Filters.gt(Bodies.ID, generation.id(afterId == null ? first(kind, type) : afterId)),
                                Filters.lt(
                                        Bodies.ID, kind == Kind.OBJECT ? generation.id(type + END) : generation.end())))
                        .sort(Sorts.ascending(Bodies.ID))
                        .limit(limit))
                .map(found -> found.stream()
                        .map(stored -> generation.document(kind, stored))
                        .toList())
                .plug(Calls::harmless);
    }

    @Override
    public Uni<List<Document>> newest(Domain domain, String type, int most, long characters) {
        Generation generation = new Generation(domain.generation());
        AtomicLong read = new AtomicLong();
        return Calls.until(
                        () -> data.documents(Kind.OBJECT)
                                .find(ofType(generation, type))
                                .sort(Sorts.descending(Fields.AT))
                                .limit(most),
                        stored -> read.addAndGet(stored.getByteBuffer().remaining()) >= characters)
                .map(found -> found.stream()
                        .map(stored -> generation.document(Kind.OBJECT, stored))
                        .toList())
                .plug(Calls::harmless);
    }

    @Override
    public Uni<Long> count(Domain domain, Kind kind, String type) {
        return Calls.one(() -> data.documents(kind).countDocuments(ofType(new Generation(domain.generation()), type)))
                .plug(Calls::harmless);
    }

    /** Ids of objects begin with their type, so that those of one type stand together without an index. */
    private static String first(Kind kind, String type) {
        return kind == Kind.OBJECT ? type + SEPARATOR : "";
    }

    private static Bson ofType(Generation generation, String type) {
        return Filters.and(generation.here(), Filters.eq(Fields.TYPE, type), Generation.present());
    }
}
