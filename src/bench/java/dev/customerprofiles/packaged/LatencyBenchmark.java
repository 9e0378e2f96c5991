package dev.customerprofiles.packaged;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.statistics.descriptive.Quantile;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.packaged.HttpLoad.Call;

/** From the moment an event is published until the profile shows it, with nothing else to do and at half of the possible load. */
class LatencyBenchmark {

    private static final int CUSTOMERS = Integer.getInteger("bench.events", 10_000);
    private static final int SAMPLES = Integer.getInteger("bench.samples", 1_000);
    private static final int WARM_UPS = 3;
    private static final int SETTLING_SECONDS = 30;
    private static final double WORST = 0.99;
    private static final int TICK_MILLIS = 10;

    /** Between two reads; without one, reading takes as much of the cores as half of the load does. */
    private static final int PAUSE_MILLIS = 5;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    @Test
    void milliseconds_until_visible() throws Exception {
        Figures figures = new Figures("latency");
        try (Bench bench = new Bench(Bench.IN_512_MIB);
                HttpLoad reader = new HttpLoad(bench.url, bench.token, 1)) {
            for (int round = 0; round < WARM_UPS; round++) {
                bench.ingest(bench.contacts.oneEach(0, CUSTOMERS));
            }
            double full = bench.ingest(bench.contacts.oneEach(0, CUSTOMERS));
            String watched = watched(bench);
            samples(bench, reader, watched, SAMPLES / 2);

            double[] alone = samples(bench, reader, watched, SAMPLES);
            AtomicBoolean goesOn = new AtomicBoolean(true);
            Thread others = new Thread(() -> send(bench, full / 2, goesOn));
            others.start();
            TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
            samples(bench, reader, watched, SAMPLES / 2);
            double[] loaded = samples(bench, reader, watched, SAMPLES);
            goesOn.set(false);
            others.join();

            add(figures, "median, nothing else to do", alone, 0.5);
            add(figures, "99th percentile, nothing else to do", alone, WORST);
            add(figures, "median at half load", loaded, 0.5);
            figures.add(
                    "99th percentile at half load",
                    Quantile.withDefaults().evaluate(loaded, WORST),
                    "ms",
                    Quantile.withDefaults().evaluate(alone, WORST),
                    "< 50 ms");
            figures.add("half load", full / 2, "/s");
            bench.settle();
        }
        figures.write();
    }

    private static void add(Figures figures, String what, double[] millis, double share) {
        figures.add(what, Quantile.withDefaults().evaluate(millis, share), "ms");
    }

    /** The profile of the customer that the others leave alone. */
    private static String watched(Bench bench) throws InterruptedException {
        CloudEvent first = bench.contacts.event(CUSTOMERS);
        bench.ingest(List.of(first));
        return bench.tenant.event(bench.source, first.id()).getString("ProfileId");
    }

    private static double[] samples(Bench bench, HttpLoad reader, String profile, int count) throws Exception {
        double[] millis = new double[count];
        Call read = Call.get("/domains/" + bench.tenant.name() + "/profiles/" + profile);
        for (int i = 0; i < count; i++) {
            CloudEvent event = bench.contacts.event(CUSTOMERS);
            String city = "City " + event.id();
            CloudEvent moved = new CloudEvent(
                    event.id(), event.source(), event.type(), event.domain(), event.data().replace("Seattle", city));
            long start = System.nanoTime();
            bench.send(List.of(moved));
            while (!reader.call(read)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES)
                    .contains('"' + city + '"')) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
        }
        return millis;
    }

    /** Events about all other customers in turn, at this rate. */
    private static void send(Bench bench, double rate, AtomicBoolean goesOn) {
        try (PersistentProducer producer =
                new PersistentProducer(bench.servers.brokerHost(), bench.servers.brokerPort())) {
            Contacts others = new Contacts(bench.tenant.name(), bench.source, 10_000_000);
            long start = System.nanoTime();
            int sent = 0;
            while (goesOn.get()) {
                int due = (int) (rate * (System.nanoTime() - start) / NANOS_PER_SECOND);
                List<Crowd.Sent> events = new ArrayList<>();
                for (; sent < due; sent++) {
                    events.add(others.event(sent % CUSTOMERS)::binary);
                }
                producer.send(events);
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
