package dev.customerprofiles.packaged;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

/**
 * What several instances on one queue and one domain do together, on the same two or more cores. All are started before anything is
 * measured and one after another stopped, so that each has compiled as much as the one that is alone in the end.
 */
class InstancesBenchmark {

    private static final int EVENTS = Integer.getInteger("bench.events", 10_000);

    /** For each instance. */
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 20_000);

    private static final int MOST = 3;

    private int sent;

    private record Measured(double rate, double lostPercent) {}

    @Test
    void events_per_second() throws Exception {
        Map<Integer, Measured> measured = new TreeMap<>();
        try (Bench bench = new Bench(Bench.IN_512_MIB)) {
            for (int instances = 2; instances <= MOST; instances++) {
                bench.startInstance();
            }
            ingest(bench, MOST * WARM_UP);
            for (int instances = MOST; instances >= 1; instances--) {
                measured.put(instances, measure(bench));
                if (instances > 1) {
                    bench.stopInstance();
                }
            }
        }
        Figures figures = new Figures("instances");
        double alone = measured.get(1).rate();
        measured.forEach((instances, result) -> {
            String what = instances == 1 ? "1 instance" : instances + " instances";
            figures.add(what + ", events", result.rate(), "/s", alone, instances == 1 ? "" : "1.00");
            figures.add(what + ", attempts to commit lost to another", result.lostPercent(), "%");
        });
        figures.write();
    }

    private Measured measure(Bench bench) throws InterruptedException {
        ingest(bench, EVENTS / 2);
        double lost = bench.sum("customer_profiles_commits_lost_total");
        double stood = bench.sum("customer_profiles_batch_size_count");
        double rate = ingest(bench, EVENTS);
        lost = bench.sum("customer_profiles_commits_lost_total") - lost;
        stood = bench.sum("customer_profiles_batch_size_count") - stood;
        return new Measured(rate, 100 * lost / (lost + stood));
    }

    private double ingest(Bench bench, int events) throws InterruptedException {
        sent += events;
        return bench.ingest(bench.contacts.oneEach(sent - events, sent));
    }
}
