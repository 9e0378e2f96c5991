package dev.customerprofiles.core.state;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RangeTest {

    private static final Range ADAS = Range.OwnedBy.ofType("ada", "ticket");

    @Test
    void objects_of_a_profile_are_told_apart_by_owner_type_and_kind_of_item() {
        ObjectNode body = object("ada", 1);
        body.putObject("item").put("kind", "CASE");
        assertThat(ADAS.holds(body)).isTrue();
        assertThat(Range.OwnedBy.ofType("ada", null).holds(body)).isTrue();
        assertThat(Range.OwnedBy.ofType("ada", "person").holds(body)).isFalse();
        assertThat(Range.OwnedBy.ofType("bob", "ticket").holds(body)).isFalse();
        assertThat(Range.OwnedBy.withItem("ada", "CASE").holds(body)).isTrue();
        assertThat(Range.OwnedBy.withItem("ada", "ORDER").holds(body)).isFalse();
        assertThat(ADAS.holds(Json.object().put(Document.ERASED, 1))).isFalse();
    }

    @Test
    void slice_that_is_not_complete_ends_where_it_was_read_to() {
        Range.Slice read = new Range.Slice(List.of(document("a", "ada", 9), document("b", "ada", 7)), false);
        Range.Slice merged =
                read.with(ADAS, List.of(document("c", "ada", 8), document("d", "ada", 6), document("a", "bob", 9)));
        assertThat(merged.documents()).extracting(d -> d.ref().id()).containsExactly("c", "b");
        assertThat(merged.complete()).isFalse();
    }

    @Test
    void slice_of_which_nothing_is_left_tells_nothing() {
        Range.Slice gone =
                new Range.Slice(List.of(document("a", "ada", 9)), false).with(ADAS, List.of(document("a", "bob", 9)));
        Range.Slice merged = gone.with(ADAS, List.of(document("b", "ada", 8)));
        assertThat(merged.documents()).isEmpty();
        assertThat(merged.complete()).isFalse();
    }

    @Test
    void complete_slice_takes_in_everything() {
        Range.Slice read = new Range.Slice(List.of(document("a", "ada", 9)), true);
        Range.Slice merged = read.with(ADAS, List.of(document("b", "ada", 1), document("c", "ada", 10)));
        assertThat(merged.documents()).extracting(d -> d.ref().id()).containsExactly("c", "a", "b");
        assertThat(merged.complete()).isTrue();
    }

    /** An object moves to an owner and a time; in its own decision, or together with those before it. */
    record Move(String id, String owner, int at, boolean together) {}

    @Property(tries = 3000)
    void ranges_are_what_a_map_of_all_documents_gives(
            @ForAll("moves") List<Move> stored,
            @ForAll("moves") List<Move> moves,
            @ForAll @IntRange(min = 1, max = 4) int limit) {
        Map<Ref, Document> documents = new HashMap<>();
        stored.forEach(move -> documents.put(ref(move), document(move.id(), move.owner(), move.at())));
        Map<Ref, Document> all = new HashMap<>(documents);
        Draft draft = new Draft();
        View view = draft.view();
        for (Move move : moves) {
            if (!move.together()) {
                draft.accept(view);
                view = draft.view();
            }
            draft.learn(List.of(ref(move)), documents);
            if (move.owner().isEmpty()) {
                view.erase(ref(move), Instant.EPOCH);
                all.remove(ref(move));
            } else {
                view.put(ref(move), object(move.owner(), move.at()));
                all.put(ref(move), document(move.id(), move.owner(), move.at()));
            }
            Range.Slice expected = read(all, limit);
            Range.Slice seen = range(view, draft, documents, limit);
            assertThat(seen.documents())
                    .extracting(Document::ref)
                    .isEqualTo(expected.documents().stream().map(Document::ref).toList());
            assertThat(seen.documents())
                    .extracting(Document::body)
                    .isEqualTo(expected.documents().stream().map(Document::body).toList());
            // more may be suspected than there is, never less
            assertThat(seen.complete() && !expected.complete()).isFalse();
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9).map(i -> "t" + i),
                        Arbitraries.of("ada", "ada", "bob", ""),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(true, false))
                .as(Move::new)
                .list()
                .ofMaxSize(20);
    }

    private static Range.Slice range(View view, Draft draft, Map<Ref, Document> documents, int limit) {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                return view.range(ADAS, limit);
            } catch (View.NotRead lacking) {
                draft.askedRanges().forEach((range, asked) -> draft.learn(range, read(documents, asked)));
            }
        }
        throw new AssertionError("what is asked for is never enough");
    }

    private static Range.Slice read(Map<Ref, Document> documents, int limit) {
        List<Document> found = documents.values().stream()
                .filter(document -> ADAS.holds(document.body()))
                .sorted(ADAS.order())
                .toList();
        boolean complete = found.size() <= limit;
        return new Range.Slice(complete ? found : found.subList(0, limit), complete);
    }

    private static Ref ref(Move move) {
        return new Ref(Kind.OBJECT, move.id());
    }

    private static Document document(String id, String owner, int at) {
        return new Document(new Ref(Kind.OBJECT, id), 0, object(owner, at));
    }

    private static ObjectNode object(String owner, int at) {
        return Json.object().put("owner", owner).put("type", "ticket").put("at", at);
    }
}
