package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.store.LogStorage.Applied;
import dev.customerprofiles.store.Write;

/** Brings the writes of a commit into the collections, and finds out which of them the server will never take. */
final class Application {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    /** Reason of a write that the driver does not even send. */
    private static final String TOO_LARGE = "10334";

    /** A payload beyond this is left out of what is set aside, so that setting aside cannot itself be refused. */
    private static final int LARGEST_KEPT = 15 * 1024 * 1024;

    private final MongoData data;
    private final Generation generation;
    private final Clock clock;

    Application(MongoData data, Generation generation, Clock clock) {
        this.data = data;
        this.generation = generation;
        this.clock = clock;
    }

    Uni<Applied> apply(long number, Kind kind, List<Write> writes) {
        if (writes.isEmpty()) {
            return Uni.createFrom().item(new Applied(0, Map.of()));
        }
        return bulk(number, kind, writes)
                .onFailure(Application::someWriteIsAtFault)
                .recoverWithUni(failure -> writes.size() == 1
                        ? Uni.createFrom().item(new Applied(0, Map.of(writes.get(0), reason(failure))))
                        : oneByOne(number, kind, writes))
                .plug(Calls::harmless);
    }

    private Uni<Applied> bulk(long number, Kind kind, List<Write> writes) {
        List<WriteModel<RawBsonDocument>> models =
                writes.stream().map(write -> model(number, write)).toList();
        return Calls.one(() -> data.documents(kind).bulkWrite(models, UNORDERED))
                .map(result -> new Applied(count(writes, result, List.of()), Map.of()))
                .onFailure(MongoBulkWriteException.class)
                .recoverWithUni(failure -> partly(failure, writes));
    }

    private WriteModel<RawBsonDocument> model(long number, Write write) {
        if (write instanceof Write.Insert insert) {
            return new InsertOneModel<>(generation.inserted(insert, number));
        }
        if (write instanceof Write.Update update) {
            return new UpdateOneModel<>(
                    generation.standsAt(update.ref(), update.before()), Generation.updated(update, number));
        }
        Write.Purge purge = (Write.Purge) write;
        return new DeleteOneModel<>(generation.standsAt(purge.ref(), purge.before()));
    }

    /** Inserts are counted by their errors: not every server leaves those that failed out of the number it reports. */
    private static int count(List<Write> writes, BulkWriteResult result, List<BulkWriteError> errors) {
        long inserts = writes.stream().filter(Write.Insert.class::isInstance).count();
        long failed = errors.stream()
                .filter(error -> writes.get(error.getIndex()) instanceof Write.Insert)
                .count();
        return (int) (inserts - failed) + result.getMatchedCount() + result.getDeletedCount();
    }

    /** A duplicate key is no refusal: the document may be this very write's, made by another hand. */
    static Uni<Applied> partly(MongoBulkWriteException failure, List<Write> writes) {
        Map<Write, String> refused = new HashMap<>();
        for (BulkWriteError error : failure.getWriteErrors()) {
            if (ServerErrors.isTransient(error.getCode())) {
                return Uni.createFrom().failure(failure);
            }
            if (!ServerErrors.isDuplicateKey(error.getCode())) {
                refused.put(writes.get(error.getIndex()), Integer.toString(error.getCode()));
            }
        }
        return failure.getWriteConcernError() == null
                ? Uni.createFrom()
                        .item(new Applied(count(writes, failure.getWriteResult(), failure.getWriteErrors()), refused))
                : Uni.createFrom().failure(failure);
    }

    private static boolean someWriteIsAtFault(Throwable failure) {
        return isTooLarge(failure) || ServerErrors.isAboutContent(failure);
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof BsonMaximumSizeExceededException
                || (failure instanceof MongoClientException
                        && failure.getCause() instanceof BsonMaximumSizeExceededException);
    }

    private static String reason(Throwable failure) {
        return isTooLarge(failure) ? TOO_LARGE : Integer.toString(ServerErrors.code(failure));
    }

    private Uni<Applied> oneByOne(long number, Kind kind, List<Write> writes) {
        return Multi.createFrom()
                .iterable(writes)
                .onItem()
                .transformToUniAndConcatenate(write -> apply(number, kind, List.of(write)))
                .collect()
                .asList()
                .map(Application::sum);
    }

    private static Applied sum(List<Applied> parts) {
        Map<Write, String> refused = new HashMap<>();
        parts.forEach(part -> refused.putAll(part.refused()));
        return new Applied(parts.stream().mapToInt(Applied::matched).sum(), refused);
    }

    /** First what was refused is kept, then the chain goes on: a crash in between repeats both. */
    Uni<Void> setAside(long number, Write write, String reason) {
        BsonDocument refused = refused(number, write, reason);
        return onlyOnce(Calls.one(() -> data.refused().insertOne(refused)))
                .chain(() -> goOn(number, write))
                .plug(Calls::harmless);
    }

    private BsonDocument refused(long number, Write write, String reason) {
        String kind = write.ref().kind().collection();
        BsonDocument refused = new BsonDocument(
                        Bodies.ID,
                        new BsonString(generation.id(
                                number + "|" + kind + "|" + write.ref().id())))
                .append(Bodies.GENERATION, new BsonString(generation.tag()))
                .append("n", new BsonInt64(number))
                .append("kind", new BsonString(kind))
                .append("id", new BsonString(Text.wellFormed(write.ref().id())))
                .append("reason", new BsonString(reason))
                .append("at", new BsonInt64(clock.millis()));
        byte[] payload = Payload.encode(List.of(write));
        return payload.length > LARGEST_KEPT ? refused : refused.append("payload", new BsonBinary(payload));
    }

    private Uni<Void> goOn(long number, Write write) {
        if (write instanceof Write.Insert) {
            RawBsonDocument stub = generation.stub(write.ref(), number);
            return onlyOnce(Calls.one(() -> data.documents(write.ref().kind()).insertOne(stub)));
        }
        long before = write instanceof Write.Update update ? update.before() : ((Write.Purge) write).before();
        return Calls.one(() -> data.documents(write.ref().kind())
                        .updateOne(generation.standsAt(write.ref(), before), Updates.set(Bodies.SEQ, number)))
                .replaceWithVoid();
    }

    private static Uni<Void> onlyOnce(Uni<?> insert) {
        return insert.replaceWithVoid().onFailure(ServerErrors::isDuplicateKey).recoverWithNull();
    }
}
