package dev.customerprofiles.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.ingest.Command;

/** What the service would be with one writer, one command at a time, and nothing that ever fails. */
public final class SequentialProgram {

    private final Map<Ref, Document> documents = new HashMap<>();

    public <T> T run(Command<T> command, Instant now) {
        Draft draft = new Draft();
        while (true) {
            View view = draft.view();
            try {
                T result = command.decide(view, now);
                draft.accept(view);
                draft.changes().forEach(this::change);
                return result;
            } catch (View.NotRead lacking) {
                draft.learn(draft.asked(), documents);
                draft.askedRanges().forEach((range, limit) -> draft.learn(range, slice(range)));
            }
        }
    }

    public Map<Ref, ObjectNode> bodies() {
        Map<Ref, ObjectNode> bodies = new HashMap<>();
        documents.forEach((ref, document) -> bodies.put(ref, document.body()));
        return bodies;
    }

    private void change(Draft.Change change) {
        if (change.purges()) {
            documents.remove(change.ref());
        } else {
            documents.put(change.ref(), new Document(change.ref(), 0, change.after()));
        }
    }

    private Range.Slice slice(Range range) {
        List<Document> found = documents.values().stream()
                .filter(document -> document.ref().kind() == range.kind() && range.holds(document.body()))
                .sorted(range.order())
                .toList();
        return new Range.Slice(found, true);
    }
}
