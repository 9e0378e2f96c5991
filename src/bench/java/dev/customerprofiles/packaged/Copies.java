package dev.customerprofiles.packaged;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

import dev.customerprofiles.core.state.Sha256;

/**
 * More customers than could be sent in an hour: what the service has written of one contact, written again under other numbers,
 * document for document, straight into the database.
 */
final class Copies {

    /** Contacts of seven digits look alike in every document, whichever number fills it up with zeros. */
    static final int ORIGINAL = 8_765_432;

    static final int FIRST = 1_000_000;

    private static final int AT_ONCE = 200;
    private static final int THREADS = 4;
    private static final String ORIGINAL_RECORD = record(ORIGINAL);
    private static final InsertManyOptions UNORDERED = new InsertManyOptions().ordered(false);
    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private final Servers servers;
    private final Map<String, List<String>> originals = new HashMap<>();
    private final String profileId;
    private final String entryId;

    /** @param servers where {@link #ORIGINAL} is the only contact of seven digits */
    Copies(Servers servers) {
        this.servers = servers;
        String number = Integer.toString(ORIGINAL);
        Document profile = servers.documents("profiles").stream()
                .filter(document -> document.toJson().contains(number))
                .findFirst()
                .orElseThrow();
        profileId = ownId(profile);
        for (String collection : List.of("profiles", "objects", "identities", "history")) {
            originals.put(
                    collection,
                    servers.documents(collection).stream()
                            .map(document -> document.toJson(EXACT))
                            .filter(json -> json.contains(profileId))
                            .toList());
        }
        entryId = ownId(Document.parse(originals.get("history").get(0)));
    }

    private static String ownId(Document document) {
        return document.getString("_id").substring(document.getString("g").length() + 1);
    }

    /** Writes the contacts from {@link #FIRST} on. */
    void make(int count) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (MongoClient client = MongoClients.create(servers.mongo())) {
            MongoDatabase database = client.getDatabase(servers.database());
            List<CompletableFuture<Void>> parts = new ArrayList<>();
            for (int from = 0; from < count; from += AT_ONCE) {
                int first = FIRST + from;
                int end = FIRST + Math.min(from + AT_ONCE, count);
                parts.add(CompletableFuture.runAsync(() -> write(database, first, end), threads));
            }
            parts.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    private void write(MongoDatabase database, int from, int to) {
        Map<String, List<RawBsonDocument>> documents = new HashMap<>();
        for (int contact = from; contact < to; contact++) {
            String number = Integer.toString(contact);
            String profile = newId();
            String entry = newId();
            String record = record(contact);
            originals.forEach((collection, all) -> all.forEach(
                    json -> documents.computeIfAbsent(collection, c -> new ArrayList<>())
                            .add(RawBsonDocument.parse(json.replace(ORIGINAL_RECORD, record)
                                    .replace(profileId, profile)
                                    .replace(entryId, entry)
                                    .replace(Integer.toString(ORIGINAL), number)))));
        }
        documents.forEach((collection, all) ->
                database.getCollection(collection, RawBsonDocument.class).insertMany(all, UNORDERED));
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** How the service names the record of a contact. */
    private static String record(int contact) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.of("Salesforce-Contact|" + Contacts.id(contact) + "AAA"));
    }
}
