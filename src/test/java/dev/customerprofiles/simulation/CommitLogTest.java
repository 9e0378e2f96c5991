package dev.customerprofiles.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.ingest.Batch;
import dev.customerprofiles.ingest.Command;
import dev.customerprofiles.ingest.DomainQueue;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.CommitTooLarge;
import dev.customerprofiles.store.Surroundings;
import dev.customerprofiles.store.Write;

import static org.assertj.core.api.Assertions.assertThat;

/** What one writer's queue and log do when the server refuses, forgets, or has no room. */
class CommitLogTest {

    private static final int RING = 8;
    private static final int ROOM = 60;
    private static final int LATENCY = 10;

    private final World world = new World(1);
    private final SimulatedServer server = new SimulatedServer(RING);
    private final Instance instance = new Instance(world, 0);
    private final List<String> refused = new ArrayList<>();

    @Test
    void answer_comes_when_everybody_can_see_the_result() {
        DomainQueue queue = queue(new SimulatedStorage(server, instance));
        List<Boolean> visible = new ArrayList<>();

        queue.submit(put("a", 1))
                .subscribe()
                .with(done -> visible.add(server.allDone()
                        && server.bodies().get(ref("a")).get("value").asInt() == 1));
        run();

        assertThat(visible).containsExactly(true);
    }

    @Test
    void decision_has_one_time_however_often_it_is_made_again() {
        DomainQueue queue = queue(new SimulatedStorage(server, instance));
        Set<Instant> times = new HashSet<>();

        for (int i = 0; i < 20; i++) {
            times.clear();
            Command<Boolean> named = (view, now) -> {
                times.add(now);
                view.put(ref("at-" + now.toEpochMilli()), Json.object().put("value", 1));
                return true;
            };
            queue.submit(named).subscribe().with(done -> {});
            run();
            assertThat(times).hasSize(1);
        }
    }

    @Test
    void refused_write_is_set_aside_and_the_next_commit_goes_on() {
        DomainQueue queue = queue(new RefusingStorage("value", 2));
        List<Object> answers = new ArrayList<>();

        for (int value = 1; value <= 3; value++) {
            queue.submit(put("a", value)).subscribe().with(answers::add);
            run();
        }

        assertThat(answers).hasSize(3);
        assertThat(refused).containsExactly("a");
        assertThat(server.bodies().get(ref("a")).get("value").asInt()).isEqualTo(3);
        assertThat(server.allDone()).isTrue();
    }

    @Test
    void what_comes_when_too_much_waits_is_turned_away_and_the_rest_happens() {
        DomainQueue queue = queue(new SimulatedStorage(server, instance));
        AtomicInteger answers = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();

        for (int i = 0; i < ROOM + 5; i++) {
            queue.submit(put("document" + i, i)).subscribe().with(done -> answers.incrementAndGet(), failures::add);
        }
        run();
        queue.submit(put("late", 1)).subscribe().with(done -> answers.incrementAndGet(), failures::add);
        run();

        assertThat(failures).hasSize(4).hasOnlyElementsOfType(DomainQueue.Full.class);
        assertThat(answers).hasValue(ROOM + 2);
        assertThat(server.bodies()).hasSize(ROOM + 2);
    }

    @Test
    void closed_queue_ends_what_is_under_way_and_lets_go_of_the_rest() {
        DomainQueue queue = queue(new SimulatedStorage(server, instance));
        AtomicInteger answers = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();

        for (int i = 0; i < ROOM + 1; i++) {
            queue.submit(put("document" + i, i)).subscribe().with(done -> answers.incrementAndGet(), failures::add);
        }
        queue.close();
        queue.submit(put("late", 1)).subscribe().with(done -> answers.incrementAndGet(), failures::add);
        run();

        assertThat(answers).hasValue(1);
        assertThat(server.bodies()).hasSize(1);
        assertThat(server.allDone()).isTrue();
        assertThat(failures).hasSize(ROOM + 1).hasOnlyElementsOfType(DomainQueue.Closed.class);
    }

    @Test
    void known_document_is_not_read_again() {
        List<Ref> reads = new ArrayList<>();
        DomainQueue queue = queue(new SimulatedStorage(server, instance) {
            @Override
            public Uni<Map<Ref, Document>> read(Collection<Ref> refs) {
                reads.addAll(refs);
                return super.read(refs);
            }
        });

        for (int value = 1; value <= 3; value++) {
            queue.submit(put("a", value)).subscribe().with(done -> {});
            run();
        }

        assertThat(reads).containsExactly(ref("a"));
        assertThat(server.bodies().get(ref("a")).get("value").asInt()).isEqualTo(3);
    }

    @Test
    void what_is_known_of_a_document_is_what_the_server_took() {
        DomainQueue queue = queue(new RefusingStorage("value", 2));
        List<Integer> seen = new ArrayList<>();

        for (int value = 1; value <= 3; value++) {
            int next = value;
            queue.submit((view, now) -> {
                        int found = view.get(ref("a"))
                                .map(body -> body.get("value").asInt())
                                .orElse(0);
                        view.put(ref("a"), Json.object().put("value", next));
                        return found;
                    })
                    .subscribe()
                    .with(seen::add);
            run();
        }

        assertThat(seen).containsExactly(0, 1, 1);
    }

    @Test
    void document_that_has_expired_does_not_hold_up_its_commit() {
        DomainQueue queue = queue(new SimulatedStorage(server, instance) {
            @Override
            public Uni<Boolean> take(Commit commit) {
                server.expire(ref("a"));
                return super.take(commit);
            }
        });
        server.apply(1, new Write.Insert(ref("a"), Json.object().put("value", 0)));
        List<Object> answers = new ArrayList<>();

        queue.submit(put("a", 1)).subscribe().with(answers::add);
        run();

        assertThat(answers).hasSize(1);
        assertThat(server.allDone()).isTrue();
    }

    @Test
    void write_decided_on_a_version_that_its_document_did_not_have_is_set_aside_and_holds_up_nothing() {
        server.apply(5, new Write.Insert(ref("a"), Json.object().put("value", 0)));
        DomainQueue queue = queue(new RefusingStorage("value", -1) {
            @Override
            public Uni<Map<Ref, Document>> read(Collection<Ref> refs) {
                return super.read(refs).map(found -> {
                    found.computeIfPresent(ref("a"), (ref, document) -> new Document(ref, 4, document.body()));
                    return found;
                });
            }

            @Override
            public Uni<Map<Ref, Long>> seqs(Kind kind, Collection<Ref> refs) {
                return super.read(refs).map(found -> {
                    Map<Ref, Long> seqs = new HashMap<>();
                    found.keySet()
                            .forEach(ref ->
                                    seqs.put(ref, server.read(ref).orElseThrow().seq()));
                    return seqs;
                });
            }

            @Override
            public Uni<Long> head() {
                return Uni.createFrom().item(6L);
            }
        });
        List<Object> answers = new ArrayList<>();

        queue.submit(put("a", 1)).subscribe().with(answers::add);
        queue.submit(put("b", 1)).subscribe().with(answers::add);
        run();

        assertThat(answers).hasSize(2);
        assertThat(refused).containsExactly("a");
        assertThat(server.bodies()).containsKey(ref("b"));
        assertThat(server.allDone()).isTrue();
    }

    @Test
    void batch_that_does_not_fit_is_split() {
        DomainQueue queue = queue(new SmallStorage(2));
        List<Object> answers = new ArrayList<>();

        for (int i = 0; i < 7; i++) {
            queue.submit(put("document" + i, i)).subscribe().with(answers::add);
        }
        run();

        assertThat(answers).hasSize(7);
        assertThat(server.bodies()).hasSize(7);
        assertThat(server.taken.values())
                .allSatisfy(commit -> assertThat(commit.writes()).hasSizeLessThanOrEqualTo(2));
    }

    @Test
    void command_that_fits_into_no_commit_fails_alone() {
        DomainQueue queue = queue(new SmallStorage(2));
        List<Object> answers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();

        queue.submit(put("a", 1)).subscribe().with(answers::add);
        queue.submit((view, now) -> {
                    List.of("x", "y", "z").forEach(id -> view.put(ref(id), Json.object()));
                    return id("xyz");
                })
                .subscribe()
                .with(answers::add, failures::add);
        queue.submit(put("b", 1)).subscribe().with(answers::add);
        run();

        assertThat(answers).hasSize(2);
        assertThat(failures).singleElement().isInstanceOf(Batch.CommandTooLarge.class);
        assertThat(server.bodies()).containsOnlyKeys(ref("a"), ref("b"));
    }

    @Test
    void command_that_cannot_be_decided_fails_alone_and_tells_nothing_of_what_it_saw() {
        DomainQueue queue = queue(new SimulatedStorage(server, instance));
        List<Object> answers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();

        queue.submit(put("a", 1)).subscribe().with(answers::add);
        queue.submit((view, now) -> {
                    view.put(ref("b"), Json.object());
                    throw new IllegalStateException("ada@example.com");
                })
                .subscribe()
                .with(answers::add, failures::add);
        run();

        assertThat(answers).hasSize(1);
        assertThat(failures).singleElement().isInstanceOf(Batch.Undecidable.class);
        assertThat(failures.get(0).getMessage()).isEqualTo(IllegalStateException.class.getName());
        assertThat(server.bodies()).containsOnlyKeys(ref("a"));
    }

    @Test
    void what_waits_becomes_one_commit() {
        DomainQueue queue = queue(new SimulatedStorage(server, instance));
        AtomicInteger answers = new AtomicInteger();

        for (int i = 0; i < 50; i++) {
            queue.submit(put("document" + i, i)).subscribe().with(done -> answers.incrementAndGet());
        }
        run();

        assertThat(answers).hasValue(50);
        assertThat(server.taken).hasSize(2);
    }

    @Test
    void writer_that_never_rests_lets_another_one_have_its_turn() {
        DomainQueue restless = queue(new SimulatedStorage(server, new Instance(world, 0, () -> LATENCY)));
        Instance other = new Instance(world, 0, () -> LATENCY);
        DomainQueue patient = queue(new SimulatedStorage(server, other));
        List<Object> answers = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            putForEver(restless, "a");
        }
        other.later(1_000, () -> patient.submit(put("b", 1)).subscribe().with(answers::add));
        while (answers.isEmpty() && world.step()) {
            assertThat(world.steps()).isLessThan(10_000);
        }

        assertThat(answers).hasSize(1);
    }

    @Test
    void commands_that_each_lack_something_are_not_all_decided_again_for_every_one() {
        DomainQueue queue = queue(new SimulatedStorage(server, instance));
        AtomicInteger decisions = new AtomicInteger();
        int commands = 50;

        for (int i = 0; i < commands; i++) {
            String mine = "document" + i;
            Command<Boolean> afterTheOneBefore = (view, now) -> {
                decisions.incrementAndGet();
                int last = view.get(ref("last"))
                        .map(body -> body.get("value").asInt())
                        .orElse(0);
                view.get(ref("after" + last));
                view.put(ref("last"), Json.object().put("value", last + 1));
                view.put(ref(mine), Json.object());
                return true;
            };
            queue.submit(afterTheOneBefore).subscribe().with(done -> {});
        }
        run();

        assertThat(server.bodies().get(ref("last")).get("value").asInt()).isEqualTo(commands);
        assertThat(decisions).hasValueLessThan(10 * commands);
    }

    private static void putForEver(DomainQueue queue, String id) {
        queue.submit(put(id, 1)).subscribe().with(done -> putForEver(queue, id));
    }

    private DomainQueue queue(SimulatedStorage storage) {
        Surroundings.Observer observer = new Surroundings.Observer() {
            @Override
            public void refused(Write write, String reason) {
                refused.add(write.ref().id());
            }
        };
        return instance.queue(
                storage,
                observer,
                Runnable::run,
                new DomainQueue.BatchLimits(100, 100_000),
                new DomainQueue.QueueLimits(ROOM, 1_000_000));
    }

    private void run() {
        while (world.step()) {
            assertThat(world.steps()).isLessThan(100_000);
        }
    }

    private static Command<String> put(String id, int value) {
        return (view, now) -> {
            view.put(ref(id), Json.object().put("value", value));
            return id(id);
        };
    }

    private static String id(String id) {
        return id;
    }

    private static Ref ref(String id) {
        return new Ref(Kind.OBJECT, id);
    }

    /** Has room for few writes in one commit. */
    private final class SmallStorage extends SimulatedStorage {

        private final int room;

        SmallStorage(int room) {
            super(server, instance);
            this.room = room;
        }

        @Override
        public Uni<Boolean> take(Commit commit) {
            return commit.writes().size() > room
                    ? Uni.createFrom()
                            .failure(new CommitTooLarge(commit.writes().size(), room))
                    : super.take(commit);
        }
    }

    /** Refuses updates that set a member to a value. */
    private class RefusingStorage extends SimulatedStorage {

        private final String member;
        private final int value;

        RefusingStorage(String member, int value) {
            super(server, instance);
            this.member = member;
            this.value = value;
        }

        @Override
        public Uni<Applied> apply(long number, Kind kind, List<Write> writes) {
            Map<Write, String> bad = new HashMap<>();
            for (Write write : writes) {
                if (write instanceof Write.Update update
                        && update.set().path(member).asInt() == value) {
                    bad.put(write, "no such values here");
                }
            }
            return super.apply(
                            number,
                            kind,
                            writes.stream()
                                    .filter(write -> !bad.containsKey(write))
                                    .toList())
                    .map(applied -> new Applied(applied.matched(), bad));
        }

        @Override
        public Uni<Void> setAside(long number, Write write, String reason) {
            return instance.call(() -> {
                        server.touch(write.ref(), number);
                        return true;
                    })
                    .replaceWithVoid();
        }
    }
}
