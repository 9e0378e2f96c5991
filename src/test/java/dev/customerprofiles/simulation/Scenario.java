package dev.customerprofiles.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.ingest.Command;
import dev.customerprofiles.ingest.DomainQueue;
import dev.customerprofiles.ingest.DomainWriter;
import dev.customerprofiles.ingest.Expiry;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.CommitLog;
import dev.customerprofiles.store.DocumentCache;
import dev.customerprofiles.store.Surroundings;
import dev.customerprofiles.store.Sweep;
import dev.customerprofiles.store.Write;
import dev.customerprofiles.store.mongo.BsonPacking;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two to four services work on one domain. Calls are delayed, lost and done long after they seemed to have failed; services are
 * killed and stand still for hours. In the end the domain must be what one service would have made of the same commands,
 * in the order of the log, with nothing ever failing.
 */
final class Scenario {

    private static final int RING = 8;
    private static final int CACHE = 1_000_000;
    private static final int HOUR = 3_600_000;
    private static final long TOO_MANY_STEPS = 60_000;

    private final World world;
    private final SimulatedServer server = new SimulatedServer(RING);
    private final Journal journal = new Journal();
    private final Deque<Command<?>> queue = new ArrayDeque<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, Integer> published = new HashMap<>();
    private int unanswered;
    private int troubles;
    private Throwable broken;

    Scenario(long seed) {
        world = new World(seed);
    }

    /** @throws AssertionError where a rule is broken */
    void run() {
        queue.addAll(new Story(world).commands(4 + world.anyBelow(9)));
        unanswered = queue.size();
        troubles = world.anyBelow(5);
        int writers = 2 + world.anyBelow(3);
        for (int i = 0; i < writers; i++) {
            start();
        }
        while (unanswered > 0) {
            assertThat(world.steps()).as("steps").isLessThan(TOO_MANY_STEPS);
            assertThat(broken).as("failure of a command").isNull();
            assertThat(world.step()).as("something left to happen").isTrue();
            if (troubles > 0 && world.oneIn(60)) {
                troubles--;
                trouble();
            }
        }
        calmDown();
        compare();
    }

    private void trouble() {
        Instance victim = instances.get(world.anyBelow(instances.size()));
        switch (world.anyBelow(5)) {
            case 0, 1 -> {
                victim.kill();
                world.after(world.anyBelow(10_000), this::start);
            }
            case 2 -> victim.pause(world.anyBelow(2_000));
            case 3 -> victim.pause(world.anyBelow(3 * HOUR));
            default -> {
                // long enough for what it was about to write to be removed and purged
                victim.pause(30L * HOUR);
                world.after(world.anyBelow(10 * 60_000), () -> world.skip(27L * HOUR));
            }
        }
        if (world.oneIn(4)) {
            world.skip(world.anyBelow(3 * 24) * (long) HOUR);
        }
    }

    private void start() {
        if (unanswered == 0) {
            return;
        }
        Instance instance = new Instance(world, world.oneIn(2) ? 0 : 12);
        instances.add(instance);
        DomainWriter writer = writer(instance);
        care(instance, writer);
        take(instance, writer);
    }

    private DomainWriter writer(Instance instance) {
        SimulatedStorage storage = new SimulatedStorage(server, instance);
        Surroundings surroundings =
                instance.surroundings(commit -> publish(instance, commit), new Surroundings.Observer() {});
        DomainQueue commands = journal.queue(
                new CommitLog(storage, surroundings, new DocumentCache(CACHE, BsonPacking.INSTANCE)),
                world::now,
                1 + world.anyBelow(4));
        return new DomainWriter(
                storage,
                commands,
                new Sweep(storage, surroundings),
                new Expiry(
                        storage,
                        commands,
                        Story.DECISIONS,
                        "holder" + instances.size(),
                        Duration.ofHours(1),
                        world::now),
                Story.DECISIONS,
                Story.KEEP_TOMBSTONES,
                world::now);
    }

    private Uni<Void> publish(Instance instance, Commit commit) {
        return instance.call(() -> {
                    commit.changes()
                            .forEach(change -> published.merge(
                                    commit.number() + " " + change.profileId() + " " + change.type(), 1, Integer::sum));
                    return true;
                })
                .replaceWithVoid();
    }

    private void care(Instance instance, DomainWriter writer) {
        instance.later(world.oneIn(3) ? 1_000 : world.anyBelow(120_000), () -> writer.care()
                .subscribe()
                .with(done -> care(instance, writer), failure -> care(instance, writer)));
    }

    /** Takes commands from the queue, which gives those to another that a killed instance has not answered. */
    private void take(Instance instance, DomainWriter writer) {
        instance.later(queue.isEmpty() ? world.anyBelow(60_000) : world.anyBelow(50), () -> {
            int prefetch = 1 + world.anyBelow(3);
            for (int i = 0; i < prefetch && !queue.isEmpty(); i++) {
                handle(instance, writer, queue.poll());
            }
            take(instance, writer);
        });
    }

    private void handle(Instance instance, DomainWriter writer, Command<?> command) {
        boolean[] answered = {false};
        writer.submit(command)
                .subscribe()
                .with(
                        result -> {
                            answered[0] = true;
                            unanswered--;
                        },
                        failure -> {
                            throw new AssertionError("a command failed", failure);
                        });
        whenGone(instance, () -> {
            if (!answered[0]) {
                queue.add(command);
            }
        });
    }

    private void whenGone(Instance instance, Runnable action) {
        world.after(world.anyBelow(60_000), () -> {
            if (instance.alive() && unanswered > 0) {
                whenGone(instance, action);
            } else {
                action.run();
            }
        });
    }

    /** Everybody goes away; one healthy service looks after what is left; and whatever was under way arrives. */
    private void calmDown() {
        instances.forEach(Instance::kill);
        for (int round = 0; round < 2; round++) {
            Instance last = new Instance(world, 0);
            DomainWriter writer = writer(last);
            for (int i = 1; i <= 4; i++) {
                last.later(2_000L * i, () -> writer.care().subscribe().with(done -> {}, failure -> broken = failure));
            }
            while (world.step()) {
                assertThat(world.steps()).as("steps").isLessThan(TOO_MANY_STEPS);
            }
        }
    }

    private void compare() {
        assertThat(broken).as("failure of a round of care").isNull();
        assertThat(server.allDone()).as("every commit is done").isTrue();
        SequentialProgram program = new SequentialProgram();
        server.taken.values().forEach(commit -> {
            for (Write write : commit.writes()) {
                if (Journal.isMark(write.ref())) {
                    Instant now = Instant.ofEpochMilli(
                            ((Write.Insert) write).body().get("now").asLong());
                    program.run(journal.command(write.ref()), now);
                }
            }
            commit.changes().forEach(change -> assertThat(published)
                    .containsKey(commit.number() + " " + change.profileId() + " " + change.type()));
        });
        Map<Ref, ObjectNode> expected = program.bodies();
        Map<Ref, ObjectNode> found = server.bodies();
        assertThat(found.keySet()).as("documents").containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach(
                (ref, body) -> assertThat(found.get(ref)).as(ref.toString()).isEqualTo(body));
        assertNobodyIsDoubled(found);
        assertNothingIsLeftOfWhoIsErased(found);
        assertNobodyIsLost(found);
    }

    private static void assertNothingIsLeftOfWhoIsErased(Map<Ref, ObjectNode> found) {
        found.forEach((ref, body) -> {
            if (body.has("erasing")) {
                throw new AssertionError("the erasure goes on for ever: " + ref);
            }
            List<String> owners = new ArrayList<>(body.path("owners").findValuesAsText("id"));
            if (ref.kind() == Kind.OBJECT && body.has("owner")) {
                owners.add(body.get("owner").asText());
            }
            owners.forEach(owner -> assertThat(found.getOrDefault(Profile.ref(owner), Json.object())
                            .has("erased"))
                    .as("the owner of %s lives", ref)
                    .isFalse());
        });
    }

    /** A merged id leads to a profile that knows it, and every record belongs to a profile that counts it. */
    private static void assertNobodyIsLost(Map<Ref, ObjectNode> found) {
        Map<String, String> survivors = new HashMap<>();
        Map<String, Integer> counted = new HashMap<>();
        found.forEach((ref, body) -> {
            if (ref.kind() == Kind.PROFILE && body.has("createdAt")) {
                Profile profile = Profile.read(body);
                profile.ids(ref.id()).forEach(id -> assertThat(survivors.put(id, ref.id()))
                        .as("owner of " + id)
                        .isNull());
                profile.sources().forEach(source -> counted.merge(source.origin(), source.records(), Integer::sum));
            }
        });
        Map<String, Integer> records = new HashMap<>();
        found.forEach((ref, body) -> {
            if (ref.kind() == Kind.PROFILE) {
                Profile.redirect(body)
                        .ifPresent(survivor -> assertThat(survivors).containsEntry(ref.id(), survivor));
            } else if (ref.kind() == Kind.OBJECT && body.has("owner")) {
                records.merge(body.get("owner").asText(), 1, Integer::sum);
            }
        });
        assertThat(records).as("records by owner").isEqualTo(counted);
    }

    private static void assertNobodyIsDoubled(Map<Ref, ObjectNode> found) {
        found.forEach((ref, body) -> {
            if (ref.kind() == Kind.IDENTITY && ref.id().startsWith("personId|")) {
                assertThat(body.path("owners").size()).as(ref.id()).isLessThanOrEqualTo(1);
            }
        });
    }
}
