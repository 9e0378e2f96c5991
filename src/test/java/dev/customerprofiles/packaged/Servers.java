package dev.customerprofiles.packaged;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import org.bson.Document;
import org.bson.conversions.Bson;

import dev.customerprofiles.local.EmbeddedBroker;
import dev.customerprofiles.local.EmbeddedDocuments;

/**
 * A document server and a broker for processes to meet at: those that were named with
 * {@code -Dcustomer-profiles.test.mongo=<URI>} and {@code -Dcustomer-profiles.test.amqp=<URI>}, otherwise embedded ones.
 */
final class Servers implements AutoCloseable {

    private static final String MONGO = System.getProperty("customer-profiles.test.mongo");
    private static final String AMQP = System.getProperty("customer-profiles.test.amqp");

    static {
        // where no application is configured, the embedded servers would tell of every message
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private final EmbeddedDocuments documents = MONGO == null ? EmbeddedDocuments.inMemory() : null;
    private final EmbeddedBroker broker = AMQP == null ? EmbeddedBroker.inMemory() : null;
    private final String database = "test_" + UUID.randomUUID().toString().replace("-", "");

    String database() {
        return database;
    }

    String mongo() {
        return documents == null ? MONGO : documents.connectionString();
    }

    String brokerHost() {
        return broker == null ? URI.create(AMQP).getHost() : "127.0.0.1";
    }

    int brokerPort() {
        return broker == null ? URI.create(AMQP).getPort() : broker.port();
    }

    /** What an instance of the service is to be told: a database that only this test has, and whose tokens to trust. */
    Map<String, String> settings(String publicKey) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.mongodb.connection-string", mongo());
        settings.put("quarkus.mongodb.database", database);
        settings.put("amqp-host", brokerHost());
        settings.put("amqp-port", Integer.toString(brokerPort()));
        settings.put("quarkus.oidc.public-key", publicKey);
        return settings;
    }

    /** How many documents a collection has. */
    long count(String collection) {
        return count(collection, Filters.empty());
    }

    long count(String collection, Bson filter) {
        return ask(data -> data.getCollection(collection).countDocuments(filter));
    }

    /** Those documents of a collection that are not removed. */
    List<Document> documents(String collection) {
        return ask(data -> data.getCollection(collection)
                .find(Filters.exists("erased", false))
                .into(new ArrayList<>()));
    }

    private <T> T ask(Function<MongoDatabase, T> question) {
        try (var client = MongoClients.create(mongo())) {
            return question.apply(client.getDatabase(database));
        }
    }

    @Override
    public void close() {
        try (var client = MongoClients.create(mongo())) {
            client.getDatabase(database).drop();
        }
        if (broker != null) {
            broker.close();
        }
        if (documents != null) {
            documents.close();
        }
    }
}
