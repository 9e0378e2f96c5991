package dev.customerprofiles.core.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DraftTest {

    private static final Ref ADA = new Ref(Kind.PROFILE, "ada");
    private static final Ref BOB = new Ref(Kind.PROFILE, "bob");
    private static final Instant NOW = Instant.ofEpochMilli(1_000);

    private final Draft draft = new Draft();

    @Test
    void what_has_not_been_read_is_asked_for() {
        assertThatThrownBy(() -> draft.view().get(ADA)).isSameAs(View.NotRead.INSTANCE);
        assertThatThrownBy(() -> draft.view().put(BOB, body("x"))).isSameAs(View.NotRead.INSTANCE);
        assertThat(draft.asked()).containsExactlyInAnyOrder(ADA, BOB);
        draft.learn(Set.of(ADA, BOB), Map.of(ADA, document(ADA, "1")));
        assertThat(draft.asked()).isEmpty();
        assertThat(draft.view().get(ADA)).contains(body("1"));
        assertThat(draft.view().get(BOB)).isEmpty();
    }

    @Test
    void documents_that_are_expected_together_are_asked_for_together() {
        assertThatThrownBy(() -> draft.view().expect(List.of(ADA, BOB))).isSameAs(View.NotRead.INSTANCE);
        assertThat(draft.asked()).containsExactlyInAnyOrder(ADA, BOB);
    }

    @Test
    void decision_sees_its_own_writes_and_those_that_stand() {
        learn(ADA, "1");
        View first = draft.view();
        first.put(ADA, body("2"));
        assertThat(first.get(ADA)).contains(body("2"));
        assertThat(draft.view().get(ADA)).contains(body("1"));
        draft.accept(first);
        assertThat(draft.view().get(ADA)).contains(body("2"));
    }

    @Test
    void changes_hold_each_document_before_and_after_the_batch() {
        learn(ADA, "1");
        put(ADA, "2");
        put(ADA, "3");
        assertThat(draft.changes()).containsExactly(new Draft.Change(ADA, Optional.of(document(ADA, "1")), body("3")));
    }

    @Test
    void range_of_which_nothing_was_left_is_read_further_each_time() {
        Range range = Range.OwnedBy.ofType("ada", "ticket");
        for (int limit : new int[] {1, 2, 4, 8}) {
            assertThatThrownBy(() -> draft.view().range(range, 1)).isSameAs(View.NotRead.INSTANCE);
            assertThat(draft.askedRanges()).containsExactly(Map.entry(range, limit));
            draft.learn(range, new Range.Slice(List.of(), false));
        }
    }

    @Test
    void document_that_ends_as_it_began_is_left_out() {
        learn(ADA, "1");
        put(ADA, "2");
        put(ADA, "1");
        assertThat(draft.changes()).isEmpty();
    }

    @Test
    void undone_decision_changes_nothing_but_has_read_what_it_has_read() {
        learn(ADA, "1");
        View view = draft.view();
        view.put(ADA, body("2"));
        view.undo();
        draft.accept(view);
        assertThat(draft.changes()).isEmpty();
        assertThat(view.touchedBy(Set.of(ADA.token()))).isTrue();
    }

    @Test
    void part_of_a_decision_that_fails_leaves_what_was_written_before() {
        learn(ADA, "1");
        learn(BOB, "1");
        View view = draft.view();
        view.put(ADA, body("2"));
        String result = view.attempt(
                () -> {
                    view.put(ADA, body("3"));
                    view.put(BOB, body("3"));
                    throw new IllegalStateException();
                },
                "otherwise");
        assertThat(result).isEqualTo("otherwise");
        assertThat(view.get(ADA)).contains(body("2"));
        assertThat(view.get(BOB)).contains(body("1"));
        assertThat(view.attempt(() -> "done", "otherwise")).isEqualTo("done");
        assertThatThrownBy(() -> view.attempt(() -> view.get(new Ref(Kind.PROFILE, "eve")), null))
                .isSameAs(View.NotRead.INSTANCE);
    }

    @Test
    void restart_takes_back_the_writes_and_keeps_what_was_read() {
        learn(ADA, "1");
        put(ADA, "2");
        draft.restart();
        assertThat(draft.changes()).isEmpty();
        assertThat(draft.view().get(ADA)).contains(body("1"));
    }

    @Test
    void forgotten_documents_and_ranges_are_read_again() {
        Range range = new Range.WaitingFor("key");
        learn(ADA, "1");
        learn(BOB, "1");
        draft.learn(range, new Range.Slice(List.of(), true));
        draft.forget(Set.of(ADA.token(), range.token()));
        assertThat(draft.view().get(BOB)).contains(body("1"));
        assertThatThrownBy(() -> draft.view().get(ADA)).isSameAs(View.NotRead.INSTANCE);
        assertThatThrownBy(() -> draft.view().range(range, 1)).isSameAs(View.NotRead.INSTANCE);
    }

    @Test
    void decision_is_touched_by_what_it_read_and_wrote_and_by_its_ranges_also_where_nothing_was() {
        Range range = Range.OwnedBy.ofType("ada", "ticket");
        learn(ADA, "1");
        draft.learn(Set.of(BOB), Map.of());
        draft.learn(range, new Range.Slice(List.of(), true));
        View reader = draft.view();
        reader.get(BOB);
        View writer = draft.view();
        writer.put(ADA, body("2"));
        View searcher = draft.view();
        searcher.range(range, 1);
        assertThat(reader.touchedBy(Set.of(BOB.token()))).isTrue();
        assertThat(reader.touchedBy(Set.of(ADA.token()))).isFalse();
        assertThat(writer.touchedBy(Set.of(ADA.token()))).isTrue();
        assertThat(searcher.touchedBy(Set.of(range.token()))).isTrue();
        assertThat(searcher.touchedBy(
                        Set.of(Range.OwnedBy.ofType("bob", "ticket").token())))
                .isFalse();
    }

    @Test
    void change_touches_the_range_that_a_document_leaves_and_the_one_it_enters() {
        Ref ref = new Ref(Kind.OBJECT, "ticket|1");
        Draft.Change move = new Draft.Change(
                ref,
                Optional.of(new Document(ref, 1, Json.object().put("owner", "ada"))),
                Json.object().put("owner", "bob"));
        assertThat(move.tokens())
                .containsExactlyInAnyOrder(
                        ref.token(),
                        Range.OwnedBy.ofType("ada", null).token(),
                        Range.OwnedBy.withItem("bob", "CASE").token());
        Ref parked = new Ref(Kind.REJECTED, "event");
        ObjectNode waits = Json.object();
        waits.putArray("waits").add("key|1").add("key|2");
        assertThat(new Draft.Change(parked, Optional.empty(), waits).tokens())
                .containsExactlyInAnyOrder(
                        parked.token(), new Range.WaitingFor("key|1").token(), new Range.WaitingFor("key|2").token());
    }

    @Test
    void removed_document_is_not_there_and_leaves_a_tombstone() {
        learn(ADA, "1");
        View view = draft.view();
        view.erase(ADA, NOW);
        assertThat(view.get(ADA)).isEmpty();
        draft.accept(view);
        assertThat(draft.view().get(ADA)).isEmpty();
        assertThat(draft.changes())
                .singleElement()
                .matches(Draft.Change::erases)
                .matches(change -> !change.purges());
    }

    @Test
    void only_a_tombstone_that_is_old_enough_is_purged() {
        learn(ADA, "1");
        draft.learn(
                Set.of(BOB), Map.of(BOB, new Document(BOB, 1, Json.object().put(Document.ERASED, NOW.toEpochMilli()))));
        assertThat(draft.view().purge(ADA, NOW.plusMillis(1))).isFalse();
        assertThat(draft.view().purge(BOB, NOW)).isFalse();
        View view = draft.view();
        assertThat(view.purge(BOB, NOW.plusMillis(1))).isTrue();
        assertThat(view.purge(BOB, NOW.plusMillis(1))).isFalse();
        assertThat(view.get(BOB)).isEmpty();
        draft.accept(view);
        assertThat(draft.changes()).singleElement().matches(Draft.Change::purges);
    }

    private void learn(Ref ref, String value) {
        draft.learn(Set.of(ref), Map.of(ref, document(ref, value)));
    }

    private void put(Ref ref, String value) {
        View view = draft.view();
        view.put(ref, body(value));
        draft.accept(view);
    }

    private static Document document(Ref ref, String value) {
        return new Document(ref, 7, body(value));
    }

    private static ObjectNode body(String value) {
        return Json.object().put("value", value);
    }
}
