package dev.customerprofiles.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.packaged.HttpLoad.Call;

/** What an event and a read cost when a customer has ever more contacts, and a domain ever more customers. */
class GrowthBenchmark {

    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("bench.profiles", 1_000_000);

    /** Longer than a database usually waits before it writes out what it has taken. */
    private static final int REST_SECONDS = Integer.getInteger("bench.rest-seconds", 330);
    private static final int EVENTS = 2_000;
    private static final int READS = 5_000;
    private static final int CLIENTS = 16;
    private static final int[] CONTACTS = {1, 100, 10_000};
    private static final Map<String, String> ROOM = Map.of(
            "customer-profiles.profiles.objects", "100000",
            "customer-profiles.profiles.object-characters", "1000000000");

    private int versions;

    @Test
    void of_a_customer() throws Exception {
        Figures figures = new Figures("growth-of-a-customer");
        try (Bench bench = new Bench(ROOM, Bench.IN_512_MIB);
                HttpLoad load = new HttpLoad(bench.url, bench.token, CLIENTS)) {
            bench.tenant.register("calls", Map.of("Call", "CTR-NoInferred"));
            bench.ingest(calls(bench, 9, 0, EVENTS));
            double[] events = new double[CONTACTS.length];
            double[] reads = new double[CONTACTS.length];
            for (int i = 0; i < CONTACTS.length; i++) {
                bench.ingest(calls(bench, i, 0, CONTACTS[i]));
                // newer versions of the contacts that are there: the customer does not grow while it is measured
                List<CloudEvent> measured = new ArrayList<>();
                for (int at = 0; at < EVENTS; at++) {
                    measured.addAll(calls(bench, i, at % CONTACTS[i], at % CONTACTS[i] + 1));
                }
                bench.ingest(measured.subList(0, EVENTS / 2));
                events[i] = 1e6 / bench.ingest(measured.subList(EVENTS / 2, EVENTS));
                String last = measured.get(EVENTS - 1).id();
                String profile = bench.tenant.event(callSource(bench), last).getString("ProfileId");
                Call read = Call.get("/domains/" + bench.tenant.name() + "/profiles/" + profile);
                load.rate(CLIENTS, READS, n -> read);
                reads[i] = 1e6 / load.rate(CLIENTS, READS, n -> read);
            }
            add(figures, "an event", events);
            add(figures, "a read of the whole profile", reads);
        }
        figures.write();
    }

    private static void add(Figures figures, String what, double[] micros) {
        figures.add(what + ", 1 contact", micros[0], "µs");
        figures.add(what + ", 100 contacts", micros[1], "µs", micros[0], "< 3");
        figures.add(what + ", 10,000 contacts, beside 1", micros[2], "µs", micros[0], "< 3");
        figures.add(what + ", 10,000 contacts, beside 100", micros[2], "µs", micros[1], "< 1.20");
    }

    @Test
    void of_a_domain() throws Exception {
        Figures figures = new Figures("growth-of-a-domain");
        try (Bench bench = new Bench(Bench.IN_512_MIB);
                HttpLoad load = new HttpLoad(bench.url, bench.token, CLIENTS)) {
            double event = event(bench, i -> i);
            double read = reads(bench, load, i -> i);

            bench.ingest(List.of(bench.contacts.event(Copies.ORIGINAL)));
            new Copies(bench.servers).make(MANY - FEW);
            // as many customers as before, from one end of the domain to the other
            IntUnaryOperator spread = i -> Copies.FIRST + (int) ((long) i * (MANY - FEW) / FEW);
            double laterEvent = event(bench, spread);
            double laterRead = reads(bench, load, spread);
            figures.add("an event, %,d profiles beside %,d".formatted(MANY, FEW), laterEvent, "µs", event, "< 1.30");
            figures.add("a search, %,d profiles beside %,d".formatted(MANY, FEW), laterRead, "µs", read, "< 1.30");
        }
        figures.write();
    }

    /** Microseconds of an event about a known customer, when the database has had time to come to rest. */
    private static double event(Bench bench, IntUnaryOperator which) throws InterruptedException {
        bench.ingest(contacts(bench, which));
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        bench.ingest(contacts(bench, which));
        List<CloudEvent> measured = contacts(bench, which);
        double micros = 1e6 / bench.ingest(measured);
        String outcome = bench.tenant.event(bench.source, measured.get(0).id()).getString("Outcome");
        assertThat(outcome).as("a copy is a customer like any other").isEqualTo("updated");
        return micros;
    }

    private static List<CloudEvent> contacts(Bench bench, IntUnaryOperator which) {
        return IntStream.range(0, FEW)
                .map(which)
                .mapToObj(bench.contacts::event)
                .toList();
    }

    /** Microseconds of a search, after everybody has been searched for once. */
    private static double reads(Bench bench, HttpLoad load, IntUnaryOperator which) throws Exception {
        IntFunction<Call> search = i -> new Call(
                HttpMethod.POST,
                "/domains/" + bench.tenant.name() + "/profiles/search",
                "{\"KeyName\":\"_email\",\"Values\":[\"ada" + which.applyAsInt(i % FEW) + "@example.com\"]}");
        load.rate(CLIENTS, FEW, search);
        return 1e6 / load.rate(CLIENTS, FEW, search);
    }

    private static String callSource(Bench bench) {
        return "https://calls.example.com/" + bench.tenant.name();
    }

    /** Contact records of a customer, each newer than what was sent of it before. */
    private List<CloudEvent> calls(Bench bench, int customer, int from, int to) {
        List<CloudEvent> calls = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int version = versions++;
            String record =
                    """
                    {"ContactId":"%d-%d","Channel":"VOICE","InitiationMethod":"INBOUND",
                     "CustomerEndpoint":{"Type":"TELEPHONE_NUMBER","Address":"+1206555010%d"},
                     "InitiationTimestamp":"2025-03-01T%02d:%02d:%02dZ","DisconnectTimestamp":"2025-03-01T%02d:%02d:%02dZ",
                     "LastUpdateTimestamp":"2026-03-01T%02d:%02d:%02dZ","Attributes":{"version":"%d"}}"""
                            .formatted(
                                    customer, i, customer, i / 3600 % 24, i / 60 % 60, i % 60, i / 3600 % 24,
                                    i / 60 % 60, i % 60, version / 3600 % 24, version / 60 % 60, version % 60, version);
            calls.add(new CloudEvent("c" + version, callSource(bench), "Call", bench.tenant.name(), record));
        }
        return calls;
    }

}
