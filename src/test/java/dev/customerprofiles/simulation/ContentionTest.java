package dev.customerprofiles.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.ingest.DomainQueue;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.Surroundings;

import static org.assertj.core.api.Assertions.assertThat;

/** What writers of one domain cost each other, in simulated time: a call takes some milliseconds, and so does a decision. */
@ExtendWith(OnlyTheProtocol.class)
class ContentionTest {

    private static final int RING = 4096;
    private static final int BATCH = 64;
    private static final long MILLIS = 20_000;

    /** As many events as a busy instance has under way. */
    private static final int UNDER_WAY = 192;

    private static final int PAUSE = 10;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void several_busy_writers_do_as_much_as_one(int writers) {
        Run alone = new Run(1).busy();
        Run together = new Run(writers).busy();

        assertThat(together.waits.size()).isGreaterThan(alone.waits.size() * 95 / 100);
        assertThat(together.lostShare()).isLessThan(0.1 * writers + 0.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void nobody_waits_for_more_than_the_others_one_after_another(int writers) {
        Run alone = new Run(1).paced();
        Run together = new Run(writers).paced();

        assertThat(together.longWait()).isLessThan((writers + 1) * alone.longWait());
        assertThat(together.lostShare()).isLessThan(0.15 * writers);
    }

    /** Some writers at work for a while. */
    private static final class Run {

        private final World world = new World(1);
        private final long end = world.now().toEpochMilli() + MILLIS;
        private final SimulatedServer server = new SimulatedServer(RING);
        private final List<DomainQueue> queues;
        private final List<Long> waits = new ArrayList<>();
        private final AtomicInteger documents = new AtomicInteger();
        private int attempts;
        private int lost;

        Run(int writers) {
            queues = IntStream.range(0, writers).mapToObj(i -> queue()).toList();
        }

        private DomainQueue queue() {
            Instance instance = new Instance(world, 0, () -> 2 + world.anyBelow(3));
            LogStorage storage = new SimulatedStorage(server, instance) {
                @Override
                public Uni<Boolean> take(Commit commit) {
                    attempts++;
                    return super.take(commit);
                }
            };
            Surroundings.Observer observer = new Surroundings.Observer() {
                @Override
                public void lost() {
                    lost++;
                }
            };
            return instance.queue(
                    storage,
                    observer,
                    decision -> instance.later(2 + world.anyBelow(16), decision),
                    new DomainQueue.BatchLimits(BATCH, Integer.MAX_VALUE),
                    new DomainQueue.QueueLimits(2 * UNDER_WAY, Long.MAX_VALUE));
        }

        /** Each has always as much to do as it takes. */
        Run busy() {
            queues.forEach(queue -> IntStream.range(0, UNDER_WAY).forEach(i -> putForEver(queue)));
            return toTheEnd();
        }

        /** Events come one at a time, to one writer after another. */
        Run paced() {
            putNow(0);
            return toTheEnd();
        }

        private Run toTheEnd() {
            while (world.now().toEpochMilli() < end) {
                assertThat(world.step()).isTrue();
            }
            return this;
        }

        private void putForEver(DomainQueue queue) {
            put(queue).subscribe().with(done -> putForEver(queue));
        }

        private void putNow(int turn) {
            put(queues.get(turn % queues.size())).subscribe().with(done -> {});
            world.after(PAUSE, () -> putNow(turn + 1));
        }

        private Uni<Boolean> put(DomainQueue queue) {
            long since = world.now().toEpochMilli();
            Ref ref = new Ref(Kind.OBJECT, "document" + documents.incrementAndGet());
            return queue.<Boolean>submit((view, now) -> {
                        view.put(ref, Json.object().put("value", 1));
                        return true;
                    })
                    .invoke(done -> waits.add(world.now().toEpochMilli() - since));
        }

        double lostShare() {
            return (double) lost / attempts;
        }

        /** Milliseconds that one of a hundred waits longer. */
        long longWait() {
            return waits.stream()
                    .sorted()
                    .skip(waits.size() * 99L / 100)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
