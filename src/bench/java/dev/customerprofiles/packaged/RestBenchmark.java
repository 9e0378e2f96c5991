package dev.customerprofiles.packaged;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.packaged.HttpLoad.Call;

/** Reads and puts over REST, beside an endpoint that hands on what the same query finds, and beside events over AMQP. */
class RestBenchmark {

    private static final int PROFILES = Integer.getInteger("bench.events", 10_000);
    private static final int REQUESTS = Integer.getInteger("bench.requests", 20_000);
    private static final int WARM_UPS = 2;
    private static final int CLIENTS = 64;
    private static final String AT_LEAST_80_PERCENT = "0.80";

    @Test
    void requests_per_second() throws Exception {
        Figures figures = new Figures("rest");
        try (Bench bench = new Bench(Bench.IN_512_MIB)) {
            bench.ingest(bench.contacts.oneEach(0, PROFILES));
            List<Document> profiles = bench.servers.documents("profiles");
            try (BareEndpoint bare = new BareEndpoint(bench.servers.mongo(), bench.servers.database());
                    HttpLoad floor = new HttpLoad(bare.url, null, CLIENTS);
                    HttpLoad load = new HttpLoad(bench.url, bench.token, CLIENTS)) {
                IntFunction<Document> any = i -> profiles.get(i % profiles.size());
                compare(
                        figures,
                        "whole profile by id",
                        load,
                        i -> Call.get(path(bench, "/profiles/" + id(any.apply(i)))),
                        floor,
                        i -> Call.get("/id/" + encoded(any.apply(i).getString("_id"))));
                compare(
                        figures,
                        "SearchProfiles by e-mail",
                        load,
                        i -> new Call(HttpMethod.POST, path(bench, "/profiles/search"), search(any.apply(i))),
                        floor,
                        i -> Call.get("/key/" + any.apply(i).getString("g") + "/_email/" + encoded(email(any.apply(i)))));

                List<CloudEvent> events = bench.contacts.oneEach(PROFILES, 2 * PROFILES);
                double amqp = bench.ingest(events);
                List<CloudEvent> puts = bench.contacts.oneEach(2 * PROFILES, 3 * PROFILES);
                double rest = load.rate(
                        CLIENTS,
                        puts.size(),
                        i -> new Call(HttpMethod.PUT, path(bench, "/profiles/objects"), put(puts.get(i))));
                figures.add("PutProfileObject, 64 clients, beside events over AMQP", rest, "/s", amqp, "0.50");
            }
        }
        figures.write();
    }

    private static void compare(
            Figures figures,
            String what,
            HttpLoad load,
            IntFunction<Call> calls,
            HttpLoad floor,
            IntFunction<Call> floorCalls)
            throws Exception {
        for (int round = 0; round < WARM_UPS; round++) {
            load.rate(CLIENTS, REQUESTS, calls);
            floor.rate(CLIENTS, REQUESTS, floorCalls);
        }
        double bare = floor.rate(CLIENTS, REQUESTS, floorCalls);
        figures.add(what, load.rate(CLIENTS, REQUESTS, calls), "/s", bare, AT_LEAST_80_PERCENT);
    }

    private static String path(Bench bench, String within) {
        return "/domains/" + bench.tenant.name() + within;
    }

    private static String id(Document profile) {
        return profile.getString("_id").substring(profile.getString("g").length() + 1);
    }

    private static String email(Document profile) {
        return profile.getList("keys", Document.class).stream()
                .filter(key -> key.getString("name").equals("_email"))
                .findFirst()
                .orElseThrow()
                .getString("value");
    }

    private static String search(Document profile) {
        return new JsonObject()
                .put("KeyName", "_email")
                .put("Values", List.of(email(profile)))
                .encode();
    }

    private static String put(CloudEvent event) {
        return new JsonObject()
                .put("ObjectTypeName", "Salesforce-Contact")
                .put("Object", event.data())
                .encode();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
