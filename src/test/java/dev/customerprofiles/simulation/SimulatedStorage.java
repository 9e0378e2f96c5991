package dev.customerprofiles.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.Write;

/** One instance's connection to the server: every call goes over a network that delays, loses and repeats. */
class SimulatedStorage implements LogStorage {

    private final SimulatedServer server;
    private final Instance instance;

    SimulatedStorage(SimulatedServer server, Instance instance) {
        this.server = server;
        this.instance = instance;
    }

    @Override
    public Uni<Long> head() {
        return instance.call(server::head);
    }

    @Override
    public Uni<SortedMap<Long, String>> open(long upTo) {
        return undone(upTo).map(open -> {
            SortedMap<Long, String> nonces = new TreeMap<>();
            open.forEach(commit -> nonces.put(commit.number(), commit.nonce()));
            return nonces;
        });
    }

    @Override
    public Uni<List<Commit>> undone(long upTo) {
        return query().map(found -> found.stream()
                .filter(commit -> !commit.done() && commit.number() <= upTo)
                .toList());
    }

    @Override
    public Uni<List<Commit>> after(long number) {
        return query().map(found -> found.stream()
                .filter(commit -> commit.number() > number)
                .map(SimulatedStorage::touching)
                .toList());
    }

    private static Commit touching(Commit commit) {
        return new Commit(
                commit.number(), commit.nonce(), commit.at(), commit.done(), commit.tokens(), List.of(), List.of());
    }

    private Uni<List<Commit>> query() {
        return instance.callAll(
                        List.<Supplier<List<Commit>>>of(() -> server.commits(true), () -> server.commits(false)))
                .map(halves -> halves.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparingLong(Commit::number))
                        .toList());
    }

    @Override
    public Uni<Optional<Commit>> slot(long number) {
        return instance.call(() -> server.slot(number));
    }

    @Override
    public Uni<Boolean> take(Commit commit) {
        return instance.call(() -> server.take(commit));
    }

    @Override
    public Uni<Boolean> done(Commit commit) {
        return instance.call(() -> server.done(commit));
    }

    @Override
    public Uni<Void> askForTurn(long number) {
        return instance.call(() -> server.askForTurn(number)).replaceWithVoid();
    }

    @Override
    public Uni<Applied> apply(long number, Kind kind, List<Write> writes) {
        return instance.callAll(writes.stream()
                        .map(write -> (Supplier<Boolean>) () -> server.apply(number, write))
                        .toList())
                .map(results -> new Applied(
                        (int) results.stream().filter(matched -> matched).count(), Map.of()));
    }

    @Override
    public Uni<Void> setAside(long number, Write write, String reason) {
        throw new AssertionError("nothing is refused here");
    }

    @Override
    public Uni<Map<Ref, Long>> seqs(Kind kind, Collection<Ref> refs) {
        return read(refs).map(found -> {
            Map<Ref, Long> seqs = new HashMap<>();
            found.forEach((ref, document) -> seqs.put(ref, document.seq()));
            return seqs;
        });
    }

    @Override
    public Uni<Map<Ref, Document>> read(Collection<Ref> refs) {
        return instance.callAll(refs.stream()
                        .map(ref -> (Supplier<Optional<Document>>) () -> server.read(ref))
                        .toList())
                .map(results -> {
                    Map<Ref, Document> found = new HashMap<>();
                    results.forEach(result -> result.ifPresent(document -> found.put(document.ref(), document)));
                    return found;
                });
    }

    @Override
    public Uni<List<Document>> range(Range range, int limit) {
        return instance.call(() -> server.find(range)).chain(this::read).map(found -> {
            List<Document> documents = new ArrayList<>(found.values());
            documents.removeIf(document -> !range.holds(document.body()));
            documents.sort(range.order());
            return documents.size() <= limit ? documents : documents.subList(0, limit);
        });
    }
}
