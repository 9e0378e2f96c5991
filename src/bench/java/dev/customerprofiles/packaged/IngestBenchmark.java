package dev.customerprofiles.packaged;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.CloudEvent;

/** From the broker into the database, beside a program that makes the same reads and writes per event and nothing else. */
class IngestBenchmark {

    private static final int EVENTS = Integer.getInteger("bench.events", 20_000);
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 10_000);
    private static final String AT_LEAST_70_PERCENT = "0.70";

    @Test
    void events_per_second() throws Exception {
        Figures figures = new Figures("ingest");
        try (Bench bench = new Bench(Bench.IN_512_MIB);
                MongoClient client = MongoClients.create(bench.servers.mongo())) {
            MongoDatabase database = client.getDatabase(bench.servers.database());
            bench.ingest(bench.contacts.oneEach(EVENTS, EVENTS + WARM_UP / 2));
            bench.ingest(bench.contacts.hot(EVENTS, EVENTS + WARM_UP, WARM_UP / 2));

            List<CloudEvent> first = bench.contacts.oneEach(0, EVENTS);
            double firstRate = bench.ingest(first);
            List<BareDriver.Event> firstFloor = events(database, first);
            List<CloudEvent> repeat = bench.contacts.oneEach(0, EVENTS);
            double repeatRate = bench.ingest(repeat);
            List<BareDriver.Event> repeatFloor = events(database, repeat);
            List<CloudEvent> hot = bench.contacts.hot(0, EVENTS, EVENTS);
            double hotRate = bench.ingest(hot);
            List<BareDriver.Event> hotFloor = events(database, hot);

            double inserting = BareDriver.inserting(client, database, firstFloor);
            figures.add("first events of new customers", firstRate, "/s", inserting, AT_LEAST_70_PERCENT);
            double updating = BareDriver.updating(client, database, repeatFloor);
            figures.add("events of known customers", repeatRate, "/s", updating, AT_LEAST_70_PERCENT);
            double folding = BareDriver.updating(client, database, hotFloor);
            figures.add("half of the events about 1 % of the customers", hotRate, "/s", folding, "1.00");
            figures.add("most memory of the service", bench.memory(), "MiB", 512, "< 1");
            client.getDatabase(database.getName() + "_floor").drop();
        }
        figures.write();
    }

    /** The documents that each event has read and written. */
    private static List<BareDriver.Event> events(MongoDatabase database, List<CloudEvent> sent) {
        Map<String, Document> entries = byId(database, "history", "event");
        Map<String, Document> objects = byId(database, "objects", "record");
        Map<String, Document> profiles = byId(database, "profiles", "_id");
        Map<String, Document> identities = byId(database, "identities", "_id");
        List<BareDriver.Event> events = new ArrayList<>();
        for (CloudEvent event : sent) {
            Document entry = entries.get(event.id());
            Document object = objects.get(entry.getString("record"));
            String generation = entry.getString("g");
            Document profile = profiles.get(generation + '|' + entry.getString("profile"));
            List<Document> keys = new ArrayList<>();
            object.getList("keys", String.class).forEach(key -> keys.add(identities.get(generation + '|' + key)));
            profile.getList("keys", Document.class)
                    .forEach(key -> keys.add(
                            identities.get(generation + '|' + key.getString("name") + '|' + key.getString("value"))));
            events.add(new BareDriver.Event(Map.of(
                    "history", List.of(entry),
                    "objects", List.of(object),
                    "profiles", List.of(profile),
                    "identities", keys.stream().filter(key -> key != null).toList())));
        }
        return events;
    }

    private static Map<String, Document> byId(MongoDatabase database, String collection, String member) {
        return database.getCollection(collection).find().into(new ArrayList<>()).stream()
                .filter(document -> document.get(member) != null)
                .collect(Collectors.toMap(
                        document -> document.getString(member),
                        document -> document,
                        (one, other) -> one,
                        HashMap::new));
    }
}
