package dev.customerprofiles.workspace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import com.mongodb.client.model.Filters;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** More calls than a test could send: copies of one that was sent, laid into the store. */
@ApplicationScoped
class ManyContacts {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ReactiveMongoCollection<Document> objects;

    ManyContacts(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.objects = client.getDatabase(database).getCollection("objects");
    }

    /** Makes this many of the one contact of a profile, each an hour before the one it follows. */
    void multiply(String profileId, int count) {
        Document one = objects.find(Filters.and(Filters.eq("owner", profileId), Filters.eq("item.kind", "CONTACT")))
                .toUni()
                .await()
                .atMost(PATIENCE);
        List<Document> copies =
                IntStream.range(1, count).mapToObj(number -> copy(one, number)).toList();
        objects.insertMany(copies).await().atMost(PATIENCE);
    }

    private static Document copy(Document one, int number) {
        long at = one.getLong("at") - Duration.ofHours(number).toMillis();
        Document item = one.get("item", Document.class);
        Document fields = new Document(item.get("fields", Document.class))
                .append("InitiationTimestamp", Instant.ofEpochMilli(at).toString());
        return new Document(one)
                .append("_id", one.getString("_id") + number)
                .append("record", one.getString("record") + number)
                .append("at", at)
                .append("item", new Document(item).append("fields", fields));
    }
}
