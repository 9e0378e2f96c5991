package dev.customerprofiles.store.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

import dev.customerprofiles.core.state.Kind;

/**
 * The database that holds all customer data: writes acknowledged by a majority and reads from the primary, whatever the
 * connection string says.
 */
public final class MongoData {

    static final String COMMITS = "commits";
    static final String REFUSED = "refused";

    /** The old name of {@code hello}, which every server knows. */
    private static final String HELLO = "isMaster";

    private final MongoDatabase database;
    private volatile MongoDatabase forDecisions;

    public MongoData(ReactiveMongoDatabase database) {
        this.database = database.unwrap()
                .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
                .withReadPreference(ReadPreference.primary())
                .withWriteConcern(WriteConcern.MAJORITY);
    }

    MongoCollection<RawBsonDocument> documents(Kind kind) {
        return documents(database, kind);
    }

    static MongoCollection<RawBsonDocument> documents(MongoDatabase database, Kind kind) {
        return database.getCollection(kind.collection(), RawBsonDocument.class);
    }

    MongoCollection<BsonDocument> commits() {
        return commits(database);
    }

    static MongoCollection<BsonDocument> commits(MongoDatabase database) {
        return database.getCollection(COMMITS, BsonDocument.class);
    }

    MongoCollection<BsonDocument> refused() {
        return database.getCollection(REFUSED, BsonDocument.class);
    }

    /**
     * The database for reads that a decision rests on. Where there is more than one server they see only what a majority has,
     * so that nothing is decided on what a failover takes back.
     */
    Uni<MongoDatabase> forDecisions() {
        MongoDatabase known = forDecisions;
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return Calls.one(() -> database.runCommand(new BsonDocument(HELLO, new BsonInt32(1)), BsonDocument.class))
                .map(hello ->
                        forDecisions = replicated(hello) ? database.withReadConcern(ReadConcern.MAJORITY) : database);
    }

    private static boolean replicated(BsonDocument hello) {
        return hello.containsKey("setName")
                || (hello.isString("msg") && hello.getString("msg").getValue().equals("isdbgrid"));
    }
}
