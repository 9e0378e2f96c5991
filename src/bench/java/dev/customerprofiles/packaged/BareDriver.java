package dev.customerprofiles.packaged;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import org.bson.Document;

/** What a program could reach that reads and writes the same documents per event, and does nothing else. */
final class BareDriver {

    private static final List<String> COLLECTIONS = List.of("history", "objects", "identities", "profiles");
    private static final int[] BATCHES = {64, 256};
    private static final int[] UNDER_WAY = {1, 2, 4};

    private final MongoDatabase database;
    private final List<Event> events;
    private final long run = System.nanoTime();

    /** The documents that an event reads, and those it writes, by their collections. */
    record Event(Map<String, List<Document>> documents) {}

    BareDriver(MongoDatabase database, List<Event> events) {
        this.database = database;
        this.events = events;
    }

    /** An empty database with the same indexes. */
    static MongoDatabase like(MongoClient client, MongoDatabase original, String name) {
        MongoDatabase copy = client.getDatabase(name);
        copy.drop();
        for (String collection : COLLECTIONS) {
            List<IndexModel> indexes = new ArrayList<>();
            for (Document index : original.getCollection(collection).listIndexes()) {
                if (!"_id_".equals(index.getString("name"))) {
                    indexes.add(new IndexModel(
                            index.get("key", Document.class),
                            new IndexOptions()
                                    .name(index.getString("name"))
                                    .partialFilterExpression(index.get("partialFilterExpression", Document.class))));
                }
            }
            copy.createCollection(collection);
            if (!indexes.isEmpty()) {
                copy.getCollection(collection).createIndexes(indexes);
            }
        }
        return copy;
    }

    /** Events per second where every document is new, in the best of some sizes and numbers of batches. */
    static double inserting(MongoClient client, MongoDatabase original, List<Event> events) {
        double best = 0;
        for (int batch : BATCHES) {
            for (int underWay : UNDER_WAY) {
                MongoDatabase empty = like(client, original, original.getName() + "_floor");
                best = Math.max(best, new BareDriver(empty, events).run(batch, underWay, false));
            }
        }
        return best;
    }

    /** Events per second where objects and profiles exist, which {@link #inserting} has left. */
    static double updating(MongoClient client, MongoDatabase original, List<Event> events) {
        MongoDatabase filled = client.getDatabase(original.getName() + "_floor");
        double best = 0;
        for (int batch : BATCHES) {
            for (int underWay : UNDER_WAY) {
                filled.getCollection("history").deleteMany(new Document());
                best = Math.max(best, new BareDriver(filled, events).run(batch, underWay, true));
            }
        }
        return best;
    }

    private double run(int batch, int underWay, boolean exist) {
        ExecutorService threads = Executors.newFixedThreadPool(underWay * COLLECTIONS.size() + underWay);
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        try {
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            for (int i = 0; i < underWay; i++) {
                workers.add(CompletableFuture.runAsync(
                        () -> {
                            for (int from = next.getAndAdd(batch); from < events.size(); from = next.getAndAdd(batch)) {
                                one(events.subList(from, Math.min(events.size(), from + batch)), exist, threads);
                            }
                        },
                        threads));
            }
            workers.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
        double rate = events.size() * 1e9 / (System.nanoTime() - start);
        System.out.printf("floor: %d batches of %d under way, %.0f/s%n", underWay, batch, rate);
        return rate;
    }

    private void one(List<Event> batch, boolean exist, ExecutorService threads) {
        inParallel(List.of("history", "objects", "identities"), threads, collection -> read(collection, batch));
        read("profiles", batch);
        inParallel(COLLECTIONS, threads, collection -> write(collection, batch, exist));
    }

    private static void inParallel(
            List<String> collections, ExecutorService threads, java.util.function.Consumer<String> work) {
        collections.stream()
                .map(collection -> CompletableFuture.runAsync(() -> work.accept(collection), threads))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private void read(String collection, List<Event> batch) {
        Set<String> ids = new HashSet<>();
        of(collection, batch).forEach(document -> ids.add(document.getString("_id")));
        database.getCollection(collection).find(Filters.in("_id", ids)).into(new ArrayList<>());
    }

    private void write(String collection, List<Event> batch, boolean exist) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        // what several events do to one document is one write, as it is with a batch of the service; in one order, as batches
        // under way together would block each other for ever otherwise
        Map<String, Document> last = new TreeMap<>();
        of(collection, batch).forEach(document -> last.put(document.getString("_id"), document));
        last.forEach((id, document) -> {
            if (exist && !collection.equals("history")) {
                Document members = new Document(document);
                members.remove("_id");
                // what changes nothing costs nothing
                members.put("seq", run);
                writes.add(new UpdateOneModel<>(Filters.eq("_id", id), new Document("$set", members)));
            } else {
                writes.add(new InsertOneModel<>(document));
            }
        });
        MongoCollection<Document> target = database.getCollection(collection);
        // keys do not change with a newer version of a record
        if (!(exist && collection.equals("identities"))) {
            target.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        }
    }

    private static List<Document> of(String collection, List<Event> batch) {
        return batch.stream()
                .flatMap(event -> event.documents().get(collection).stream())
                .toList();
    }
}
