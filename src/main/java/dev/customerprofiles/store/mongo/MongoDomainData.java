package dev.customerprofiles.store.mongo;

import java.util.List;
import java.util.stream.Stream;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.store.DomainData;

/** Removes the data of a domain from a MongoDB-compatible server. */
public final class MongoDomainData implements DomainData {

    private static final int STEP = 1000;
    private static final int HUNDRED = 100;

    private final MongoData data;

    public MongoDomainData(MongoData data) {
        this.data = data;
    }

    @Override
    public Uni<Void> removeAll(String generation) {
        Stream<MongoCollection<?>> collections = Stream.concat(
                Stream.of(data.commits(), data.refused()),
                Stream.of(Kind.values()).map(data::documents));
        return Multi.createFrom()
                .items(collections)
                .onItem()
                .transformToUniAndConcatenate(collection -> empty(collection, new Generation(generation)))
                .onItem()
                .ignoreAsUni()
                .plug(Calls::harmless);
    }

    @Override
    public Uni<Usage> usage(String generation) {
        Bson objects = Filters.and(new Generation(generation).here(), Filters.gte(Fields.OWNER, ""));
        Bson byOwner = Aggregates.group(
                '$' + Fields.OWNER,
                Accumulators.sum("objects", 1),
                Accumulators.sum("bytes", calculate("$strLenBytes", "$raw")));
        Bson hundreds = calculate(
                "$floor", calculate("$divide", List.of(calculate("$subtract", List.of("$objects", 1)), HUNDRED)));
        Bson total =
                Aggregates.group(null, Accumulators.sum("hundreds", hundreds), Accumulators.sum("bytes", "$bytes"));
        return Calls.all(() -> data.documents(Kind.OBJECT)
                        .aggregate(List.of(Aggregates.match(objects), byOwner, total), BsonDocument.class)
                        .allowDiskUse(true))
                .map(found -> found.isEmpty() ? new Usage(0, 0) : usage(found.get(0)))
                .plug(Calls::harmless);
    }

    /** Some servers give a sum of whole numbers as a double. */
    private static Usage usage(BsonDocument total) {
        return new Usage(
                total.getNumber("hundreds").longValue(),
                total.getNumber("bytes").longValue());
    }

    private static Bson calculate(String operator, Object operands) {
        return new Document(operator, operands);
    }

    /** Ids first, then the documents: one delete of everything would hold the server for as long as it takes. */
    private static Uni<Void> empty(MongoCollection<?> collection, Generation generation) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(collection, generation))
                .whilst(deleted -> deleted > 0)
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Integer> step(MongoCollection<?> collection, Generation generation) {
        return Calls.all(() -> collection
                        .find(generation.everything(), BsonDocument.class)
                        .projection(Projections.include(Bodies.ID))
                        .limit(STEP))
                .map(found ->
                        found.stream().map(document -> document.get(Bodies.ID)).toList())
                .chain(ids -> delete(collection, ids));
    }

    private static Uni<Integer> delete(MongoCollection<?> collection, List<BsonValue> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(0)
                : Calls.one(() -> collection.deleteMany(Filters.in(Bodies.ID, ids)))
                        .replaceWith(ids.size());
    }
}
