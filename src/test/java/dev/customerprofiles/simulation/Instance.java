package dev.customerprofiles.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.ingest.DomainQueue;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.CommitLog;
import dev.customerprofiles.store.DocumentCache;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.Surroundings;
import dev.customerprofiles.store.mongo.BsonPacking;

/** One running service: it may pause at any moment, be killed at any moment, and never know what became of a call. */
final class Instance {

    private static final int MINUTE = 60_000;
    private static final int CACHE = 10_000_000;

    /** A socket does not deliver anything that is older than this. */
    private static final int LATEST = 50 * MINUTE;

    private final World world;
    private final int faultOneIn;
    private final IntSupplier latency;
    private boolean alive = true;
    private long pausedUntil;

    /** @param faultOneIn how rare it is that a call fails; 0 for never */
    Instance(World world, int faultOneIn) {
        this(world, faultOneIn, () -> mostlyShort(world));
    }

    /** @param latency milliseconds that a message is on the wire */
    Instance(World world, int faultOneIn, IntSupplier latency) {
        this.world = world;
        this.faultOneIn = faultOneIn;
        this.latency = latency;
    }

    boolean alive() {
        return alive;
    }

    /** The process is gone; what it has sent may still arrive. */
    void kill() {
        alive = false;
    }

    /** The process stands still, as after SIGSTOP or in a very long collection of garbage. */
    void pause(long millis) {
        pausedUntil = world.now().toEpochMilli() + millis;
    }

    /** Does something in this process, when it runs. */
    void later(long millis, Runnable action) {
        world.after(millis, () -> {
            if (alive) {
                long left = pausedUntil - world.now().toEpochMilli();
                if (left > 0) {
                    later(left, action);
                } else {
                    action.run();
                }
            }
        });
    }

    Uni<Void> pauseFor(long millis) {
        return Uni.createFrom().emitter(emitter -> later(millis, () -> emitter.complete(null)));
    }

    /** What a commit log in this process takes from the simulated world. */
    Surroundings surroundings(Function<Commit, Uni<Void>> publisher, Surroundings.Observer observer) {
        return new Surroundings(
                world::now,
                pause -> pauseFor(pause.toMillis()),
                () -> "nonce" + world.anyBelow(Integer.MAX_VALUE),
                publisher,
                observer);
    }

    /** A queue of commands that this process decides and commits; nobody is told of changed profiles. */
    DomainQueue queue(
            LogStorage storage,
            Surroundings.Observer observer,
            Executor thread,
            DomainQueue.BatchLimits batches,
            DomainQueue.QueueLimits room) {
        Surroundings surroundings = surroundings(commit -> Uni.createFrom().voidItem(), observer);
        CommitLog log = new CommitLog(storage, surroundings, new DocumentCache(CACHE, BsonPacking.INSTANCE));
        return new DomainQueue(log, world::now, thread, batches, room);
    }

    <T> Uni<T> call(Supplier<T> onServer) {
        return callAll(List.of(onServer)).map(results -> results.get(0));
    }

    /** A call that does several things on the server, each by itself, in any order, mixed with what others do. */
    <T> Uni<List<T>> callAll(List<Supplier<T>> onServer) {
        return Uni.createFrom().emitter(emitter -> {
            if (!alive) {
                return;
            }
            boolean fails = faultOneIn > 0 && world.oneIn(faultOneIn);
            if (fails) {
                later(world.anyBelow(100), () -> emitter.fail(new LostAnswer()));
            }
            Object[] results = new Object[onServer.size()];
            int[] open = {onServer.size()};
            for (int i = 0; i < onServer.size(); i++) {
                int index = i;
                if (fails && world.oneIn(2)) {
                    continue;
                }
                int delay = fails && world.oneIn(3) ? world.anyBelow(LATEST) : latency.getAsInt();
                world.arrives(delay, () -> {
                    results[index] = onServer.get(index).get();
                    open[0]--;
                    if (open[0] == 0 && !fails) {
                        later(latency.getAsInt(), () -> emitter.complete(cast(results)));
                    }
                });
            }
            if (onServer.isEmpty() && !fails) {
                later(0, () -> emitter.complete(new ArrayList<>()));
            }
        });
    }

    /** Now and then long enough for somebody else to do several things. */
    private static int mostlyShort(World world) {
        return world.anyBelow(world.oneIn(6) ? 300 : 5);
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> cast(Object[] results) {
        return (List<T>) new ArrayList<>(Arrays.asList(results));
    }

    private static final class LostAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostAnswer() {
            super("nobody knows what became of the call", null, false, false);
        }
    }
}
