package dev.customerprofiles.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.ingest.Batch;
import dev.customerprofiles.ingest.DomainQueue;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.Surroundings;

import static org.assertj.core.api.Assertions.assertThat;

/** What a batch tells of where its time went, when reads and commits take long. */
@ExtendWith(OnlyTheProtocol.class)
class BatchTimesTest {

    private static final Duration READ = Duration.ofSeconds(5);
    private static final Duration COMMIT = Duration.ofSeconds(3);
    private static final Duration OTHER_CALLS = Duration.ofMillis(500);

    private final World world = new World(1);
    private final Instance instance = new Instance(world, 0, () -> 10);
    private final List<Batch.Took> took = new ArrayList<>();

    @Test
    void reads_commits_and_the_wait_for_the_batch_before_are_told_apart() {
        DomainQueue queue = queue();

        count(queue);
        count(queue);
        while (world.step()) {
            assertThat(world.steps()).isLessThan(1_000);
        }

        assertThat(took).hasSize(2);
        Batch.Took first = took.get(0);
        assertThat(first.waiting()).isZero();
        assertThat(first.deciding()).isBetween(READ, READ.plus(OTHER_CALLS));
        assertThat(first.committing()).isBetween(COMMIT, COMMIT.plus(OTHER_CALLS));
        Batch.Took second = took.get(1);
        assertThat(second.waiting()).isEqualTo(first.deciding().plus(first.committing()));
        assertThat(second.deciding()).as("what the first has written is known").isLessThan(OTHER_CALLS);
    }

    private static void count(DomainQueue queue) {
        Ref counter = new Ref(Kind.OBJECT, "counter");
        queue.submit((view, now) -> {
                    int before = view.get(counter)
                            .map(body -> body.get("value").asInt())
                            .orElse(0);
                    view.put(counter, Json.object().put("value", before + 1));
                    return true;
                })
                .subscribe()
                .with(done -> {});
    }

    private DomainQueue queue() {
        LogStorage slow = new SimulatedStorage(new SimulatedServer(64), instance) {
            @Override
            public Uni<Map<Ref, Document>> read(Collection<Ref> refs) {
                return instance.pauseFor(READ.toMillis()).chain(() -> super.read(refs));
            }

            @Override
            public Uni<Boolean> take(Commit commit) {
                return instance.pauseFor(COMMIT.toMillis()).chain(() -> super.take(commit));
            }
        };
        DomainQueue queue = instance.queue(
                slow,
                new Surroundings.Observer() {},
                Runnable::run,
                new DomainQueue.BatchLimits(1, Integer.MAX_VALUE),
                new DomainQueue.QueueLimits(10, Long.MAX_VALUE));
        queue.onCommit(done -> took.add(done.took()));
        return queue;
    }
}
