package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import io.smallrye.mutiny.Uni;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.LogStorage.Applied;
import dev.customerprofiles.store.Write;

import static dev.customerprofiles.store.mongo.Samples.nodes;
import static dev.customerprofiles.store.mongo.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What becomes of the writes of commits, and how they are read again, on every server. */
abstract class AppliedWritesContract {

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
    void what_is_set_aside_is_kept_once_with_its_reason() {
        Write refused = new Write.Update(ADA, 1, body("a", "2"), Set.of("b"));

        get(storage.setAside(2, refused, "17419"));
        get(storage.setAside(2, refused, "17419"));

        Bson here = Filters.eq("g", domain.generation());
        List<BsonDocument> kept = get(Calls.all(() -> server().data().refused().find(here)));
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).getInt64("n").getValue()).isEqualTo(2);
        assertThat(kept.get(0).getString("kind").getValue()).isEqualTo("profiles");
        assertThat(kept.get(0).getString("id").getValue()).isEqualTo("ada");
        assertThat(kept.get(0).getString("reason").getValue()).isEqualTo("17419");
        assertThat(kept.get(0).getInt64("at").getValue()).isEqualTo(NOW.toEpochMilli());
        assertThat(Payload.decode(kept.get(0).getBinary("payload").getData())).containsExactly(refused);
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

    @Test
    void keys_whose_parked_events_can_be_tried_again_are_found() {
        Ref ready = new Ref(Kind.IDENTITY, "_phone|1");
        get(storage.apply(
                1,
                Kind.IDENTITY,
                List.of(insert(ready, nodes().put("waiting", true).put("ready", true)))));
        get(storage.apply(
                1, Kind.IDENTITY, List.of(insert(new Ref(Kind.IDENTITY, "_phone|2"), nodes().put("waiting", true)))));

        assertThat(get(storage.range(new Range.Ready(), 10)))
                .extracting(Document::ref)
                .containsExactly(ready);
    }

    @Test
    void old_tombstones_are_found_kind_by_kind() {
        Ref old = new Ref(Kind.PROFILE, "old");
        get(storage.apply(1, Kind.PROFILE, List.of(insert(old, nodes().put(Document.ERASED, 1_000L)))));
        get(storage.apply(
                1,
                Kind.PROFILE,
                List.of(insert(new Ref(Kind.PROFILE, "young"), nodes().put(Document.ERASED, 3_000L)))));

        assertThat(get(storage.range(new Range.Tombstones(Kind.PROFILE, 2_000), 10)))
                .extracting(Document::ref)
                .containsExactly(old);
        assertThat(get(storage.range(new Range.Tombstones(Kind.OBJECT, 2_000), 10)))
                .isEmpty();
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
