package dev.customerprofiles.packaged;

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
    private static final double WORST = 0.99;
    private static final int TICK_MILLIS = 10;
    private static final double NANOS_PER_MILLI = 1e6;

    @Test
    void milliseconds_until_visible() throws Exception {
        Figures figures = new Figures("latency");
        try (Bench bench = new Bench(Bench.IN_512_MIB);
                HttpLoad reader = new HttpLoad(bench.url, bench.token, 1)) {
            bench.ingest(bench.contacts.oneEach(0, CUSTOMERS));
            double full = bench.ingest(bench.contacts.oneEach(0, CUSTOMERS));
            String watched = watched(bench);
            samples(bench, reader, watched, SAMPLES / 2);

            double[] alone = samples(bench, reader, watched, SAMPLES);
            AtomicBoolean goesOn = new AtomicBoolean(true);
            Thread others = new Thread(() -> send(bench, full / 2, goesOn));
            others.start();
            TimeUnit.SECONDS.sleep(5);
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
                Thread.onSpinWait();
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
            int perTick = (int) Math.max(1, Math.round(rate * TICK_MILLIS / 1_000));
            int next = 0;
            long due = System.nanoTime();
            while (goesOn.get()) {
                List<CloudEvent> events = others.oneEach(next, next + perTick);
                producer.send(events.stream().<Crowd.Sent>map(event -> event::binary).toList());
                next = (next + perTick) % (CUSTOMERS - perTick);
                due += TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
