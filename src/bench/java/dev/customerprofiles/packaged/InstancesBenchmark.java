package dev.customerprofiles.packaged;

import org.junit.jupiter.api.Test;

/** What several instances on one queue and one domain do together, on the same two or more cores. */
class InstancesBenchmark {

    private static final int EVENTS = Integer.getInteger("bench.events", 10_000);
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 10_000);
    private static final int MOST = 3;

    @Test
    void events_per_second() throws Exception {
        Figures figures = new Figures("instances");
        try (Bench bench = new Bench(Bench.IN_512_MIB)) {
            int next = 0;
            double alone = Double.NaN;
            for (int instances = 1; instances <= MOST; instances++) {
                if (instances > 1) {
                    bench.startInstance();
                }
                bench.ingest(bench.contacts.oneEach(next, next + WARM_UP));
                next += WARM_UP;
                double lost = bench.sum("customer_profiles_commits_lost_total");
                double stood = bench.sum("customer_profiles_batch_size_count");
                double rate = bench.ingest(bench.contacts.oneEach(next, next + EVENTS));
                next += EVENTS;
                lost = bench.sum("customer_profiles_commits_lost_total") - lost;
                stood = bench.sum("customer_profiles_batch_size_count") - stood;
                if (instances == 1) {
                    alone = rate;
                }
                String what = instances == 1 ? "1 instance" : instances + " instances";
                figures.add(what + ", events", rate, "/s", alone, instances == 1 ? "" : "1.00");
                figures.add(what + ", attempts to commit lost to another", 100 * lost / (lost + stood), "%");
            }
        }
        figures.write();
    }
}
