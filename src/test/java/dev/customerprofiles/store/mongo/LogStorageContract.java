package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.LogStorage.Applied;
import dev.customerprofiles.store.ProfileChange;
import dev.customerprofiles.store.Write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

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

    // the log

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
        assertThat(get(storage.after(0))).containsExactly(commit);
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
    void log_is_read_in_the_order_of_numbers_around_the_ring() {
        takeAndFinish(1, 2, 3);
        take(commit(4, "4"), commit(5, "5"));

        assertThat(get(storage.head())).isEqualTo(5);
        assertThat(get(storage.undone(4))).extracting(Commit::number).containsExactly(4L);
        assertThat(get(storage.undone(5))).extracting(Commit::number).containsExactly(4L, 5L);
        assertThat(get(storage.after(2))).extracting(Commit::number).containsExactly(3L, 4L, 5L);
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
        int count = (int) (storage.capacity() / storage.size(write));
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

        assertThat(storage.size(write)).isGreaterThan(storage.capacity());
        assertThatThrownBy(() -> get(storage.take(commit))).isInstanceOf(IllegalArgumentException.class);
    }

    // applying

    @Test
    void insert_makes_a_document_once() {
        assertThat(apply(1, insert(ADA, body("FirstName", "Ada"))).matched()).isEqualTo(1);

        Applied again = apply(1, insert(ADA, body("FirstName", "Ada")));

        assertThat(again).isEqualTo(new Applied(0, Map.of()));
        assertThat(read(ADA)).isEqualTo(new Document(ADA, 1, body("FirstName", "Ada")));
    }

    @Test
    void update_sets_and_unsets_top_level_members_only() {
        ObjectNode profile = body("FirstName", "Ada").put("LastName", "Lovelace");
        apply(
                1,
                insert(
                        ADA,
                        nodes().set("profile", profile).<ObjectNode>deepCopy().put("createdAt", 1L)));

        Applied applied =
                apply(2, new Write.Update(ADA, 1, nodes().set("profile", body("FirstName", "A")), Set.of("createdAt")));

        assertThat(applied).isEqualTo(new Applied(1, Map.of()));
        assertThat(read(ADA)).isEqualTo(new Document(ADA, 2, nodes().set("profile", body("FirstName", "A"))));
    }

    @Test
    void update_applies_only_where_the_document_stands_at_the_commit_before() {
        apply(1, insert(ADA, body("a", "1")));
        Write update = new Write.Update(ADA, 1, body("a", "2"), Set.of());

        assertThat(apply(5, new Write.Update(ADA, 4, body("a", "5"), Set.of())).matched())
                .isZero();
        assertThat(apply(2, update).matched()).isEqualTo(1);
        assertThat(apply(2, update).matched()).isZero();
        assertThat(apply(2, new Write.Update(BOB, 1, body("a", "2"), Set.of())).matched())
                .isZero();
        assertThat(get(storage.seqs(Kind.PROFILE, List.of(ADA, BOB)))).isEqualTo(Map.of(ADA, 2L));
    }

    @Test
    void update_that_changes_nothing_but_the_seq_counts_as_matched() {
        apply(1, insert(ADA, body("a", "1")));

        assertThat(apply(2, new Write.Update(ADA, 1, body(), Set.of())).matched())
                .isEqualTo(1);
        assertThat(read(ADA)).isEqualTo(new Document(ADA, 2, body("a", "1")));
    }

    @Test
    void seqs_beyond_32_bits_are_compared_exactly() {
        long large = 5_000_000_000L;
        apply(large, insert(ADA, body()));

        assertThat(apply(large + 1, new Write.Update(ADA, (int) large, body(), Set.of()))
                        .matched())
                .isZero();
        assertThat(apply(large + 1, new Write.Update(ADA, large, body(), Set.of()))
                        .matched())
                .isEqualTo(1);
        assertThat(get(storage.seqs(Kind.PROFILE, List.of(ADA)))).isEqualTo(Map.of(ADA, large + 1));
    }

    @Test
    void purge_removes_a_document_that_stands_at_the_commit_before() {
        apply(1, insert(ADA, body(Document.ERASED, "1")));

        assertThat(apply(3, new Write.Purge(ADA, 2)).matched()).isZero();
        assertThat(apply(3, new Write.Purge(ADA, 1)).matched()).isEqualTo(1);
        assertThat(apply(3, new Write.Purge(ADA, 1)).matched()).isZero();
        assertThat(get(storage.read(List.of(ADA)))).isEmpty();
    }

    @Test
    void bulk_applies_all_that_it_can_and_counts_them() {
        apply(1, insert(ADA, body()), insert(BOB, body()));
        Ref eve = new Ref(Kind.PROFILE, "eve");
        Ref joe = new Ref(Kind.PROFILE, "joe");

        Applied applied = apply(
                2,
                insert(ADA, body("a", "again")),
                insert(eve, body()),
                new Write.Update(ADA, 1, body("a", "1"), Set.of()),
                new Write.Update(joe, 1, body("a", "1"), Set.of()),
                new Write.Purge(BOB, 1));

        assertThat(applied).isEqualTo(new Applied(3, Map.of()));
        assertThat(get(storage.seqs(Kind.PROFILE, List.of(ADA, BOB, eve, joe)))).isEqualTo(Map.of(ADA, 2L, eve, 2L));
    }

    @Test
    void nothing_to_apply_is_nothing_applied() {
        assertThat(get(storage.apply(1, Kind.PROFILE, List.of()))).isEqualTo(new Applied(0, Map.of()));
        assertThat(get(storage.seqs(Kind.PROFILE, List.of()))).isEmpty();
        assertThat(get(storage.read(List.of()))).isEmpty();
    }

    @Test
    void same_call_can_be_made_again() {
        Uni<Applied> apply = storage.apply(1, Kind.PROFILE, List.of(insert(ADA, body())));

        assertThat(get(apply).matched()).isEqualTo(1);
        assertThat(get(apply).matched()).isZero();
    }

    // what the server refuses

    @Test
    void document_that_is_too_large_is_refused_and_the_others_of_the_bulk_are_applied() {
        Write large = insert(ADA, body("text", "x".repeat(17 * 1024 * 1024)));

        Applied applied = apply(1, large, insert(BOB, body()));

        assertThat(applied.matched()).isEqualTo(1);
        assertThat(applied.refused()).containsOnlyKeys(large);
        assertThat(applied.refused().get(large)).matches("\\d+");
        assertThat(get(storage.seqs(Kind.PROFILE, List.of(ADA, BOB)))).isEqualTo(Map.of(BOB, 1L));
    }

    @Test
    void update_that_makes_a_document_too_large_is_refused_and_the_others_of_the_bulk_are_applied() {
        assumeThat(server().limitsDocuments()).as("the server limits documents").isTrue();
        apply(1, insert(ADA, body("a", "x".repeat(9 * 1024 * 1024))), insert(BOB, body()));
        Write large = new Write.Update(ADA, 1, body("b", "x".repeat(9 * 1024 * 1024)), Set.of());

        Applied applied = apply(2, large, new Write.Update(BOB, 1, body("b", "1"), Set.of()));

        assertThat(applied.matched()).isEqualTo(1);
        assertThat(applied.refused()).containsOnlyKeys(large);
        assertThat(get(storage.seqs(Kind.PROFILE, List.of(ADA, BOB)))).isEqualTo(Map.of(ADA, 1L, BOB, 2L));
    }

    @Test
    void update_set_aside_moves_the_seq_and_nothing_else() {
        apply(1, insert(ADA, body("a", "1")));
        Write refused = new Write.Update(ADA, 1, body("a", "2"), Set.of());

        get(storage.setAside(2, refused, "17419"));
        get(storage.setAside(2, refused, "17419"));

        assertThat(read(ADA)).isEqualTo(new Document(ADA, 2, body("a", "1")));
        assertThat(apply(3, new Write.Update(ADA, 2, body("a", "3"), Set.of())).matched())
                .isEqualTo(1);
    }

    @Test
    void insert_set_aside_leaves_a_stub_that_later_writes_find() {
        get(storage.setAside(1, insert(ADA, body("owner", "x")), "10334"));
        get(storage.setAside(1, insert(ADA, body("owner", "x")), "10334"));

        assertThat(read(ADA)).isEqualTo(new Document(ADA, 1, nodes().put("stub", true)));
        assertThat(apply(2, new Write.Update(ADA, 1, body("a", "2"), Set.of())).matched())
                .isEqualTo(1);
    }

    @Test
    void purge_set_aside_moves_the_seq() {
        apply(1, insert(ADA, body(Document.ERASED, "1")));

        get(storage.setAside(2, new Write.Purge(ADA, 1), "1"));

        assertThat(read(ADA).seq()).isEqualTo(2);
    }

    // reading

    @Test
    void documents_of_several_kinds_are_read_at_once_tombstones_included() {
        Ref key = new Ref(Kind.IDENTITY, "_phone|+12065550100");
        apply(1, insert(ADA, nodes().put(Document.ERASED, NOW.toEpochMilli())));
        get(storage.apply(1, Kind.IDENTITY, List.of(insert(key, body("a", "1")))));

        Map<Ref, Document> read = get(storage.read(List.of(ADA, BOB, key)));

        assertThat(read).containsOnlyKeys(ADA, key);
        assertThat(read.get(ADA).erased()).isTrue();
        assertThat(read.get(key)).isEqualTo(new Document(key, 1, body("a", "1")));
    }

    @Test
    void refs_may_hold_any_text() {
        for (String id :
                List.of("a|b|", "\0", "x\0y", "ünï \uD83D\uDE00", "half \uD83D", "$a.b", "é".repeat(300), "")) {
            Ref ref = new Ref(Kind.IDENTITY, id);
            get(storage.apply(1, Kind.IDENTITY, List.of(insert(ref, body("a", "1")))));

            assertThat(get(storage.read(List.of(ref)))).containsKey(ref);
            assertThat(get(storage.seqs(Kind.IDENTITY, List.of(ref)))).isEqualTo(Map.of(ref, 1L));
            assertThat(get(storage.apply(2, Kind.IDENTITY, List.of(new Write.Update(ref, 1, body("a", "2"), Set.of()))))
                            .matched())
                    .isEqualTo(1);
        }
    }

    @Test
    void body_comes_back_as_it_was_written() {
        ObjectNode body = Samples.everyJson();
        apply(1, insert(ADA, body));
        apply(1, insert(BOB, body()));
        apply(2, new Write.Update(BOB, 1, body, Set.of()));

        assertThat(read(ADA).body()).isEqualTo(body);
        assertThat(read(BOB).body()).isEqualTo(body);
    }

    @Test
    void members_of_any_name_can_be_unset() {
        ObjectNode body = Samples.everyName();
        apply(1, insert(ADA, body));
        Set<String> names = new HashSet<>();
        body.fieldNames().forEachRemaining(names::add);

        apply(2, new Write.Update(ADA, 1, body(), names));

        assertThat(read(ADA).body()).isEmpty();
    }

    @Test
    void objects_of_a_profile_come_newest_first() {
        object("Zendesk-tickets|r1", "ada", "Zendesk-tickets", 100, "r1", "CASE");
        object("Zendesk-tickets|r3", "ada", "Zendesk-tickets", 5_000_000_000_000L, "r3", "CASE");
        object("Zendesk-tickets|r2", "ada", "Zendesk-tickets", 5_000_000_000_000L, "r2", "CASE");
        object("Servicenow-incident|r4", "ada", "Servicenow-incident", 200, "r4", "CASE");
        object("Zendesk-users|r5", "ada", "Zendesk-users", 300, "r5", null);
        object("Zendesk-tickets|r6", "bob", "Zendesk-tickets", 400, "r6", "CASE");

        assertThat(range(new Range.OwnedBy("ada", null, null), 10)).containsExactly("r2", "r3", "r5", "r4", "r1");
        assertThat(range(Range.OwnedBy.ofType("ada", "Zendesk-tickets"), 10)).containsExactly("r2", "r3", "r1");
        assertThat(range(Range.OwnedBy.withItem("ada", "CASE"), 10)).containsExactly("r2", "r3", "r4", "r1");
        assertThat(range(Range.OwnedBy.withItem("ada", "CASE"), 2)).containsExactly("r2", "r3");
        assertThat(range(Range.OwnedBy.withItem("ada", "ORDER"), 2)).isEmpty();
    }

    @Test
    void removed_object_is_in_no_range() {
        Ref ref = object("t|r", "ada", "t", 100, "r", "CASE");
        Set<String> all = Set.of("type", "record", "owner", "at", "item", "raw");

        get(storage.apply(2, Kind.OBJECT, List.of(new Write.Update(ref, 1, nodes().put(Document.ERASED, 1L), all))));

        assertThat(range(new Range.OwnedBy("ada", null, null), 10)).isEmpty();
    }

    @Test
    void parked_events_come_oldest_first_for_each_key_they_wait_for() {
        parked("new", 3_000_000_000_000L, "_phone|1", "_email|a");
        parked("old", 5, "_phone|1");
        parked("other", 1, "_phone|10");

        assertThat(get(storage.range(new Range.WaitingFor("_phone|1"), 10)))
                .extracting(document -> document.ref().id())
                .containsExactly("old", "new");
        assertThat(get(storage.range(new Range.WaitingFor("_phone|1"), 1))).hasSize(1);
        assertThat(get(storage.range(new Range.WaitingFor("_email|a"), 10)))
                .extracting(Document::ref)
                .containsExactly(new Ref(Kind.REJECTED, "new"));
        assertThat(get(storage.range(new Range.WaitingFor("_phone"), 10))).isEmpty();
    }

    // fixtures

    private Ref object(String id, String owner, String type, long at, String record, String item) {
        Ref ref = new Ref(Kind.OBJECT, id);
        ObjectNode body = nodes().put("type", type)
                .put("record", record)
                .put("owner", owner)
                .put("at", at);
        if (item != null) {
            body.putObject("item").put("kind", item);
        }
        get(storage.apply(1, Kind.OBJECT, List.of(insert(ref, body))));
        return ref;
    }

    private void parked(String id, long at, String... identities) {
        ObjectNode body = nodes().put("parked", true).put("at", at);
        Stream.of(identities).forEach(body.putArray("waits")::add);
        get(storage.apply(1, Kind.REJECTED, List.of(insert(new Ref(Kind.REJECTED, id), body))));
    }

    private List<String> range(Range range, int limit) {
        return get(storage.range(range, limit)).stream()
                .map(document -> document.body().path("record").textValue())
                .toList();
    }

    private Document read(Ref ref) {
        return get(storage.read(List.of(ref))).get(ref);
    }

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

    private static ObjectNode nodes() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
