package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.CommitTooLarge;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.LogStorage.Applied;
import dev.customerprofiles.store.ProfileChange;
import dev.customerprofiles.store.Write;

import static dev.customerprofiles.store.mongo.Samples.nodes;
import static dev.customerprofiles.store.mongo.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/** What the commit log relies on, of every server it runs on. */
abstract class LogStorageContract {

    private static final int RING = 3;
    private static final Instant NOW = Instant.parse("2025-03-01T12:00:00.123Z");
    private static final Ref ADA = new Ref(Kind.PROFILE, "ada");
    private static final Ref BOB = new Ref(Kind.PROFILE, "bob");

    private final Domain domain = TestServer.newDomain();
    private final LogStorage storage = storage(domain);

    abstract TestServer server();

    private LogStorage storage(Domain domain) {
        return new MongoLogStorage(server().data(), domain, RING, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void empty_log_has_head_zero() {
        assertThat(get(storage.head())).isZero();
        assertThat(get(storage.undone(100))).isEmpty();
        assertThat(get(storage.after(0))).isEmpty();
        assertThat(get(storage.slot(1))).isEmpty();
    }

    @Test
    void commit_comes_back_as_it_was_taken() {
        Commit commit = new Commit(
                1,
                "nonce",
                NOW,
                false,
                Set.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE),
                List.of(
                        new Write.Insert(ADA, body("FirstName", "Ada")),
                        new Write.Update(BOB, 7, body("a.b", "$c"), Set.of("gone", "")),
                        new Write.Update(BOB, 7, body(), Set.of()),
                        new Write.Purge(new Ref(Kind.HISTORY, "event|x"), 9)),
                List.of(
                        new ProfileChange("ada", ProfileChange.Type.CREATED),
                        new ProfileChange("bob", ProfileChange.Type.DELETED)));

        assertThat(get(storage.take(commit))).isTrue();

        assertThat(get(storage.slot(1))).contains(commit);
        assertThat(get(storage.undone(1))).containsExactly(commit);
        assertThat(get(storage.head())).isEqualTo(1);
    }

    @Test
    void number_is_taken_once() {
        take(commit(1, "mine"));

        assertThat(get(storage.take(commit(1, "theirs")))).isFalse();
        assertThat(get(storage.take(commit(1, "mine")))).isFalse();
        assertThat(get(storage.slot(1)).orElseThrow().nonce()).isEqualTo("mine");
    }

    @Test
    void of_many_that_want_a_number_one_gets_it() {
        List<Uni<Boolean>> wanted = Stream.iterate(0, i -> i + 1)
                .limit(16)
                .map(i -> storage.take(commit(1, "nonce" + i)))
                .toList();

        assertThat(get(Uni.join().all(wanted).andFailFast())).containsOnlyOnce(true);
    }

    @Test
    void of_many_that_want_a_slot_of_the_next_round_one_gets_it() {
        takeAndFinish(1, 2, 3);

        List<Uni<Boolean>> wanted = Stream.iterate(0, i -> i + 1)
                .limit(16)
                .map(i -> storage.take(commit(4, "nonce" + i)))
                .toList();

        assertThat(get(Uni.join().all(wanted).andFailFast())).containsOnlyOnce(true);
    }

    @Test
    void slot_is_free_again_only_when_its_commit_is_done() {
        take(commit(1, "1"), commit(2, "2"), commit(3, "3"));

        assertThat(get(storage.take(commit(4, "4")))).isFalse();
        get(storage.done(commit(1, "1")));
        assertThat(get(storage.take(commit(4, "4")))).isTrue();
        assertThat(get(storage.slot(1)).orElseThrow().number()).isEqualTo(4);
    }

    @Test
    void writer_that_was_away_for_a_round_takes_nothing() {
        takeAndFinish(1, 2, 3, 4, 5, 6);

        assertThat(get(storage.take(commit(3, "late")))).isFalse();
        assertThat(get(storage.take(commit(4, "late")))).isFalse();
        assertThat(get(storage.slot(4)).orElseThrow().nonce()).isEqualTo("4");
    }

    @Test
    void done_commit_keeps_its_tokens_and_drops_what_it_stood_for() {
        Commit commit = new Commit(
                1,
                "nonce",
                NOW,
                false,
                Set.of(5L),
                List.of(new Write.Insert(ADA, body("FirstName", "Ada"))),
                List.of(new ProfileChange("ada", ProfileChange.Type.CREATED)));
        take(commit);

        get(storage.done(commit));
        get(storage.done(commit));

        assertThat(get(storage.slot(1))).contains(new Commit(1, "nonce", NOW, true, Set.of(5L), List.of(), List.of()));
        assertThat(get(storage.undone(1))).isEmpty();
        assertThat(get(storage.head())).isEqualTo(1);
    }

    @Test
    void done_leaves_alone_a_slot_that_has_moved_on() {
        takeAndFinish(1, 2, 3);
        take(commit(4, "4"));

        get(storage.done(commit(1, "1")));
        get(storage.done(commit(4, "another")));

        assertThat(get(storage.slot(4)).orElseThrow().done()).isFalse();
    }

    @Test
    void who_finishes_a_commit_is_told_that_another_has_asked_for_a_turn() {
        take(commit(1, "1"), commit(2, "2"));

        get(storage.askForTurn(1));

        assertThat(get(storage.done(commit(1, "1")))).isTrue();
        assertThat(get(storage.done(commit(2, "2")))).isFalse();
    }

    @Test
    void turn_is_asked_only_of_a_commit_that_is_open() {
        takeAndFinish(1, 2, 3);
        get(storage.askForTurn(1));
        take(commit(4, "4"));
        get(storage.askForTurn(1));

        assertThat(get(storage.done(commit(1, "1")))).isFalse();
        assertThat(get(storage.done(commit(4, "4")))).isFalse();
    }

    @Test
    void log_is_read_in_the_order_of_numbers_around_the_ring() {
        takeAndFinish(1, 2, 3);
        take(commit(4, "4"), commit(5, "5"));

        assertThat(get(storage.head())).isEqualTo(5);
        assertThat(get(storage.undone(4))).extracting(Commit::number).containsExactly(4L);
        assertThat(get(storage.undone(5))).extracting(Commit::number).containsExactly(4L, 5L);
        assertThat(get(storage.open(4))).containsExactly(entry(4L, "4"));
        assertThat(get(storage.open(5))).containsExactly(entry(4L, "4"), entry(5L, "5"));
        assertThat(get(storage.after(2))).extracting(Commit::number).containsExactly(3L, 4L, 5L);
        assertThat(get(storage.after(3))).allSatisfy(open -> {
            assertThat(open.tokens()).isNotEmpty();
            assertThat(open.writes()).isEmpty();
            assertThat(open.changes()).isEmpty();
        });
        assertThat(get(storage.after(5))).isEmpty();
    }

    @Test
    void numbers_beyond_32_bits_stay_exact() {
        long number = 3_000_000_000L;
        LogStorage wide = new MongoLogStorage(server().data(), domain, Integer.MAX_VALUE, Clock.systemUTC());
        Commit before = commit(number - Integer.MAX_VALUE, "before");
        assertThat(get(wide.take(before))).isTrue();
        get(wide.done(before));

        assertThat(get(wide.take(commit(number, "nonce")))).isTrue();
        assertThat(get(wide.head())).isEqualTo(number);
        assertThat(get(wide.undone(number - 1))).isEmpty();
        assertThat(get(wide.undone(number))).hasSize(1);
    }

    @Test
    void head_follows_the_log_around_the_ring_and_back_to_nothing() {
        for (long number = 1; number <= 2 * RING + 1; number++) {
            takeAndFinish(number);
            assertThat(get(storage.head())).isEqualTo(number);
            assertThat(get(storage.head())).as("asked again").isEqualTo(number);
        }

        get(new MongoDomainData(server().data()).removeAll(domain.generation()));

        assertThat(get(storage.head())).isZero();
        takeAndFinish(1);
        assertThat(get(storage.head())).isEqualTo(1);
    }

    @Test
    void domains_share_nothing() {
        LogStorage other = storage(TestServer.newDomain());
        take(commit(1, "1"));
        apply(1, insert(ADA, body("FirstName", "Ada")));

        assertThat(get(other.head())).isZero();
        assertThat(get(other.after(0))).isEmpty();
        assertThat(get(other.read(List.of(ADA)))).isEmpty();
        assertThat(get(other.take(commit(1, "1")))).isTrue();
    }

    @Test
    void commit_of_the_stated_capacity_is_taken() {
        Write write = insert(ADA, body("text", "x".repeat(1024 * 1024)));
        int count = (int) (MongoLogStorage.CAPACITY / Payload.encode(List.of(write)).length);
        Commit commit = new Commit(
                1,
                "nonce",
                NOW,
                false,
                LongStream.range(0, 100_000).boxed().collect(Collectors.toUnmodifiableSet()),
                Stream.generate(() -> write).limit(count).toList(),
                List.of());

        assertThat(get(storage.take(commit))).isTrue();
        assertThat(get(storage.slot(1)).orElseThrow().writes()).hasSize(count);
    }

    @Test
    void commit_beyond_the_capacity_fails_before_it_is_sent() {
        Write write = insert(ADA, body("text", "x".repeat(15 * 1024 * 1024)));
        Commit commit = new Commit(1, "nonce", NOW, false, Set.of(), List.of(write), List.of());

        assertThat((long) Payload.encode(List.of(write)).length).isGreaterThan(MongoLogStorage.CAPACITY);
        assertThatThrownBy(() -> get(storage.take(commit))).isInstanceOf(CommitTooLarge.class);
    }

    // fixtures

    private Applied apply(long number, Write... writes) {
        return get(storage.apply(number, Kind.PROFILE, List.of(writes)));
    }

    private void take(Commit... commits) {
        for (Commit commit : commits) {
            assertThat(get(storage.take(commit))).isTrue();
        }
    }

    private void takeAndFinish(long... numbers) {
        for (long number : numbers) {
            Commit commit = commit(number, Long.toString(number));
            take(commit);
            get(storage.done(commit));
        }
    }

    private static Commit commit(long number, String nonce) {
        return new Commit(number, nonce, NOW, false, Set.of(number), List.of(), List.of());
    }

    private static Write insert(Ref ref, ObjectNode body) {
        return new Write.Insert(ref, body);
    }

    private static ObjectNode body() {
        return nodes();
    }

    private static ObjectNode body(String name, String value) {
        return nodes().put(name, value);
    }
}
