package dev.customerprofiles.store.mongo;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.customerprofiles.core.state.Domain;

/** A document server for the tests of one class, with a database of their own that is dropped after them. */
final class TestServer implements BeforeAllCallback, AfterAllCallback {

    /** Names the server that the contracts are tested on besides the embedded one. */
    static final String GIVEN = "customer-profiles.test.mongo";

    static final String NOT_GIVEN = "NOT TESTED on a real document server: name one with -D" + GIVEN + "=<URI>";

    private final boolean embed;
    private MongoServer embedded;
    private ReactiveMongoClient client;
    private ReactiveMongoDatabase database;

    private TestServer(boolean embed) {
        this.embed = embed;
    }

    static TestServer embedded() {
        return new TestServer(true);
    }

    static TestServer given() {
        return new TestServer(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        String uri = embed ? embeddedUri() : System.getProperty(GIVEN);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .build();
        client = new ReactiveMongoClientImpl(MongoClients.create(settings));
        database = client.getDatabase("test_" + random());
        get(new MongoIndexes(data()).create());
    }

    private String embeddedUri() {
        embedded = new MongoServer(new MemoryBackend());
        InetSocketAddress address = embedded.bind();
        return "mongodb://" + address.getHostString() + ":" + address.getPort();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        get(database.drop());
        client.close();
        if (embedded != null) {
            embedded.shutdownNow();
        }
    }

    /** The embedded server lets a document grow without limit. */
    boolean limitsDocuments() {
        return embedded == null;
    }

    MongoData data() {
        return new MongoData(database);
    }

    ReactiveMongoDatabase database() {
        return database;
    }

    /** A domain that no other test knows. */
    static Domain newDomain() {
        return new Domain("demo", random());
    }

    static <T> T get(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(60));
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
