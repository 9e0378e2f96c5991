package dev.customerprofiles.ingest;

import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Eviction;
import dev.customerprofiles.core.events.History;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Kind;

/** Counts the records that go without anybody having asked for it. */
final class RemovalMetrics {

    private final Map<String, Counter> byWhom;

    RemovalMetrics(MeterRegistry metrics) {
        this.byWhom = Map.of(
                Eviction.QUOTA, counter(metrics, "quota"),
                Decisions.RETENTION, counter(metrics, "retention"));
    }

    private static Counter counter(MeterRegistry metrics, String because) {
        return Counter.builder("customer_profiles_objects_removed")
                .description(
                        "Records that were removed because a customer has too many, or because their time had come")
                .tag("because", because)
                .register(metrics);
    }

    /** Every such removal has an entry in the audit trail. */
    void count(Batch.Done done) {
        for (Draft.Change change : done.changes()) {
            if (change.ref().kind() == Kind.HISTORY && History.isOfRecord(change.after())) {
                Counter counter = byWhom.get(History.by(change.after()));
                if (counter != null) {
                    counter.increment();
                }
            }
        }
    }
}
