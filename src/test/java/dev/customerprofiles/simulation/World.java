package dev.customerprofiles.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Time and chance of one simulated run: whatever can happen next happens in a random order that the seed decides. */
final class World {

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private record Step(long due, long order, boolean onTheWire, Runnable action) {}

    private final Random random;
    private final PriorityQueue<Step> later = new PriorityQueue<>((one, other) ->
            one.due != other.due ? Long.compare(one.due, other.due) : Long.compare(one.order, other.order));
    private final List<Step> possible = new ArrayList<>();
    private long now = START;
    private long steps;

    World(long seed) {
        random = new Random(seed);
    }

    Instant now() {
        return Instant.ofEpochMilli(now);
    }

    long steps() {
        return steps;
    }

    int anyBelow(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** Lets something happen after at least this many milliseconds. */
    void after(long millis, Runnable action) {
        later.add(new Step(now + millis, steps++, false, action));
    }

    /** Lets something arrive after at least this many milliseconds; what is on the wire does not wait for a skip of time. */
    void arrives(long millis, Runnable action) {
        later.add(new Step(now + millis, steps++, true, action));
    }

    /** Lets time pass without any process doing anything. */
    void skip(long millis) {
        long until = now + millis;
        List<Step> arriving = new ArrayList<>();
        for (Collection<Step> steps : List.of(possible, later)) {
            steps.stream().filter(step -> step.onTheWire && step.due <= until).forEach(arriving::add);
            steps.removeAll(arriving);
        }
        arriving.sort(Comparator.comparingLong(Step::due));
        for (Step step : arriving) {
            now = Math.max(now, step.due);
            step.action.run();
        }
        now = until;
    }

    /** Lets the next thing happen; false when nothing is left. */
    boolean step() {
        while (!later.isEmpty() && later.peek().due <= now) {
            possible.add(later.poll());
        }
        if (possible.isEmpty()) {
            if (later.isEmpty()) {
                return false;
            }
            now = later.peek().due;
            return step();
        }
        int chosen = random.nextInt(possible.size());
        Step step = possible.get(chosen);
        possible.set(chosen, possible.get(possible.size() - 1));
        possible.remove(possible.size() - 1);
        now += random.nextInt(3);
        step.action.run();
        return true;
    }
}
