package dev.customerprofiles.local;

import java.nio.file.Path;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedDocumentsTest {

    @TempDir
    Path folder;

    @Test
    void documents_and_unique_indexes_survive_a_restart() {
        try (var server = EmbeddedDocuments.keptIn(folder, Ports.ANY);
                var client = MongoClients.create(server.connectionString())) {
            var people = client.getDatabase("test").getCollection("people");
            people.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
            people.insertOne(new Document("_id", 1).append("name", "Ada"));
        }

        try (var server = EmbeddedDocuments.keptIn(folder, Ports.ANY);
                var client = MongoClients.create(server.connectionString())) {
            var people = client.getDatabase("test").getCollection("people");

            assertThat(people.find().first()).containsEntry("name", "Ada");
            assertThatThrownBy(() -> people.insertOne(new Document("_id", 2).append("name", "Ada")))
                    .isInstanceOf(MongoWriteException.class);
        }
    }

    @Test
    void servers_in_memory_do_not_share_anything() {
        try (var one = EmbeddedDocuments.inMemory();
                var other = EmbeddedDocuments.inMemory();
                var client = MongoClients.create(one.connectionString());
                var stranger = MongoClients.create(other.connectionString())) {
            client.getDatabase("test").getCollection("people").insertOne(new Document("name", "Ada"));

            assertThat(client.getDatabase("test").getCollection("people").countDocuments())
                    .isOne();
            assertThat(stranger.getDatabase("test").getCollection("people").countDocuments())
                    .isZero();
        }
    }
}
