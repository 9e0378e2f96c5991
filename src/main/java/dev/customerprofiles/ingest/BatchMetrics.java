package dev.customerprofiles.ingest;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Tells how large batches are, and where their time goes. */
final class BatchMetrics {

    private final MeterRegistry metrics;
    private final DistributionSummary size;
    private final Timer waiting;
    private final Timer deciding;
    private final Timer committing;
    private final Timer applying;

    BatchMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        size = DistributionSummary.builder("customer_profiles_batch_size")
                .description("Events, edits and other commands that were committed together")
                .register(metrics);
        waiting = stage(metrics, "waiting");
        deciding = stage(metrics, "deciding");
        committing = stage(metrics, "committing");
        applying = stage(metrics, "applying");
    }

    private static Timer stage(MeterRegistry metrics, String stage) {
        return Timer.builder("customer_profiles_batch_stage")
                .description("How long batches waited, were decided, committed and applied")
                .tag("stage", stage)
                .register(metrics);
    }

    void record(Batch.Done done) {
        size.record(done.commands());
        waiting.record(done.took().waiting());
        deciding.record(done.took().deciding());
        committing.record(done.took().committing());
        Timer.Sample sinceItStands = Timer.start(metrics);
        done.commit()
                .applied()
                .subscribe()
                .with(visible -> sinceItStands.stop(applying), failure -> {}); // whoever waits for the batch is told
    }
}
