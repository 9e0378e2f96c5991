package dev.customerprofiles.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.Write;

/** What a document server does, one document at a time. */
final class SimulatedServer {

    private final int ringSize;
    private final Map<Long, Commit> slots = new TreeMap<>();
    private final Map<Ref, Document> documents = new LinkedHashMap<>();

    private final Set<Long> asked = new HashSet<>();

    /** Every commit that ever stood, as it was taken. */
    final Map<Long, Commit> taken = new TreeMap<>();

    SimulatedServer(int ringSize) {
        this.ringSize = ringSize;
    }

    long head() {
        return slots.values().stream().mapToLong(Commit::number).max().orElse(0);
    }

    /** Commits in some of the slots; the halves of a query are separate steps, so that it is no snapshot. */
    List<Commit> commits(boolean evenSlots) {
        List<Commit> found = new ArrayList<>();
        slots.forEach((slot, commit) -> {
            if ((slot % 2 == 0) == evenSlots) {
                found.add(commit);
            }
        });
        found.sort(Comparator.comparingLong(Commit::number));
        return found;
    }

    Optional<Commit> slot(long number) {
        return Optional.ofNullable(slots.get(number % ringSize));
    }

    boolean take(Commit commit) {
        long slot = commit.number() % ringSize;
        Commit present = slots.get(slot);
        boolean free = commit.number() <= ringSize
                ? present == null
                : present != null && present.done() && present.number() == commit.number() - ringSize;
        if (free) {
            slots.put(slot, commit);
            if (taken.put(commit.number(), commit) != null) {
                throw new AssertionError("commit " + commit.number() + " was taken twice");
            }
        }
        return free;
    }

    /** Whether another writer has asked for a turn. */
    boolean done(Commit commit) {
        Commit present = slots.get(commit.number() % ringSize);
        if (present == null
                || present.number() != commit.number()
                || !present.nonce().equals(commit.nonce())) {
            return false;
        }
        Commit done = new Commit(
                present.number(), present.nonce(), present.at(), true, present.tokens(), List.of(), List.of());
        slots.put(commit.number() % ringSize, done);
        return asked.contains(commit.number());
    }

    boolean askForTurn(long number) {
        Commit present = slots.get(number % ringSize);
        return present != null && present.number() == number && !present.done() && asked.add(number);
    }

    /** Whether the write took effect. */
    boolean apply(long number, Write write) {
        Document present = documents.get(write.ref());
        if (write instanceof Write.Insert insert) {
            if (present != null) {
                return false;
            }
            documents.put(
                    write.ref(), new Document(write.ref(), number, insert.body().deepCopy()));
            return true;
        }
        long before = write instanceof Write.Update update ? update.before() : ((Write.Purge) write).before();
        if (present == null || present.seq() != before) {
            return false;
        }
        if (write instanceof Write.Update update) {
            documents.put(write.ref(), new Document(write.ref(), number, updated(present.body(), update)));
        } else {
            documents.remove(write.ref());
        }
        return true;
    }

    Optional<Document> read(Ref ref) {
        return Optional.ofNullable(documents.get(ref));
    }

    /** Takes a document away behind the log, as a time-to-live index does. */
    void expire(Ref ref) {
        documents.remove(ref);
    }

    /** What a server does for a write that is set aside. */
    void touch(Ref ref, long number) {
        documents.computeIfPresent(ref, (key, present) -> new Document(key, number, present.body()));
    }

    List<Ref> find(Range range) {
        return documents.values().stream()
                .filter(document -> document.ref().kind() == range.kind() && range.holds(document.body()))
                .sorted(range.order())
                .map(Document::ref)
                .toList();
    }

    Map<Ref, ObjectNode> bodies() {
        Map<Ref, ObjectNode> bodies = new HashMap<>();
        documents.forEach((ref, document) -> bodies.put(ref, document.body()));
        return bodies;
    }

    boolean allDone() {
        return slots.values().stream().allMatch(Commit::done);
    }

    private static ObjectNode updated(ObjectNode body, Write.Update update) {
        ObjectNode next = body.deepCopy();
        next.remove(Set.copyOf(update.unset()));
        next.setAll(update.set().deepCopy());
        return next;
    }
}
