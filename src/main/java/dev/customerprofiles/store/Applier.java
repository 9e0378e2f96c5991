package dev.customerprofiles.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * Brings commits of one domain to their end: applies their writes, publishes their changes, marks them done. Anyone may do it for any
 * commit, several at once, and again after a crash in the middle.
 */
final class Applier {

    /** Longer ago than this, what a hand remembers of a commit may have been overtaken by a purge. */
    private static final Duration OLDEST_HAND = Duration.ofHours(1);

    /** Reason of a write that was decided on a version which its document did not have. */
    private static final String OTHER_VERSION = "other-version";

    private final LogStorage storage;
    private final Surroundings world;

    Applier(LogStorage storage, Surroundings world) {
        this.storage = storage;
        this.world = world;
    }

    /** How a hand came through the writes of a commit. */
    enum Writing {
        /** It made every one of them; another may have set some aside. */
        WHOLE,
        /** Some were made or replaced by others, or were refused. */
        PARTLY,
        /** It was too old for them, and the commit is done. */
        GIVEN_UP
    }

    /**
     * How a commit came to its end.
     *
     * @param whole whether this hand made every write of it
     * @param asked whether another writer has asked for a turn
     */
    record Finished(boolean whole, boolean asked) {}

    /** Writes, publishes and marks done; completes when the commit is done, whoever did it. */
    private Uni<Void> finish(Commit commit, Instant since) {
        return write(commit, since).chain(writing -> close(commit, writing)).replaceWithVoid();
    }

    /**
     * Makes the writes of a commit; those of the next may follow.
     *
     * @param since when the commit was known to be open: a process may have stood still since
     */
    Uni<Writing> write(Commit commit, Instant since) {
        return apply(commit, since)
                .map(whole -> whole ? Writing.WHOLE : Writing.PARTLY)
                .onFailure(Surroundings.HandTooOld.class)
                .recoverWithUni(() -> startAnew(commit).replaceWith(Writing.GIVEN_UP));
    }

    /** Publishes and marks done what is written; to be done in the order of commits. */
    Uni<Finished> close(Commit commit, Writing writing) {
        return writing == Writing.GIVEN_UP
                ? Uni.createFrom().item(new Finished(false, false))
                : world.insist(() -> world.publisher().apply(commit))
                        .chain(() -> world.insist(() -> storage.done(commit)))
                        .map(asked -> new Finished(writing == Writing.WHOLE, asked));
    }

    /** Finishes all commits up to a number that are not done, in their order. */
    Uni<Void> finishUpTo(long number) {
        Instant since = world.now().get();
        return world.insist(() -> storage.undone(number)).chain(open -> finishAll(open, since));
    }

    /** Finishes commits one after another. */
    Uni<Void> finishAll(List<Commit> ascending, Instant since) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Commit commit : ascending) {
            chain = chain.chain(() -> finish(commit, since));
        }
        return chain;
    }

    /** The commit with this number, if it still waits to be finished. */
    Uni<Optional<Commit>> open(Commit commit) {
        return world.insist(() -> storage.slot(commit.number()))
                .map(slot -> slot.filter(found -> !found.done()
                        && found.number() == commit.number()
                        && found.nonce().equals(commit.nonce())));
    }

    private Uni<Void> startAnew(Commit commit) {
        Instant since = world.now().get();
        return open(commit).chain(found -> finishAll(found.stream().toList(), since));
    }

    private Uni<Boolean> apply(Commit commit, Instant since) {
        Map<Kind, List<Write>> byKind = commit.writes().stream()
                .collect(Collectors.groupingBy(
                        write -> write.ref().kind(), () -> new EnumMap<>(Kind.class), Collectors.toList()));
        if (byKind.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        List<Uni<Boolean>> bulks = new ArrayList<>();
        byKind.forEach((kind, writes) -> bulks.add(apply(commit, kind, writes, since, false)));
        return Uni.join().all(bulks).andFailFast().map(whole -> !whole.contains(false));
    }

    /** @param afterAll whether all earlier commits are known to be finished */
    private Uni<Boolean> apply(Commit commit, Kind kind, List<Write> writes, Instant since, boolean afterAll) {
        return world.insist(() -> {
                    if (since.plus(OLDEST_HAND).isBefore(world.now().get())) {
                        throw new Surroundings.HandTooOld();
                    }
                    return storage.apply(commit.number(), kind, writes);
                })
                .chain(applied -> setAside(commit, applied))
                .chain(applied -> applied.matched() + applied.refused().size() == writes.size()
                        ? Uni.createFrom().item(applied.refused().isEmpty())
                        : complete(commit, kind, without(writes, applied), since, afterAll)
                                .replaceWith(false));
    }

    private Uni<LogStorage.Applied> setAside(Commit commit, LogStorage.Applied applied) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Map.Entry<Write, String> refused : applied.refused().entrySet()) {
            world.observer().refused(refused.getKey(), refused.getValue());
            chain = chain.chain(
                    () -> world.insist(() -> storage.setAside(commit.number(), refused.getKey(), refused.getValue())));
        }
        return chain.replaceWith(applied);
    }

    /** Some writes did not match: finds out which are done already, and does what the others need. */
    private Uni<Void> complete(Commit commit, Kind kind, List<Write> writes, Instant since, boolean afterAll) {
        return world.insist(
                        () -> storage.seqs(kind, writes.stream().map(Write::ref).toList()))
                .chain(seqs -> {
                    List<Write> missing = writes.stream()
                            .filter(write -> !standing(commit.number(), write, seqs))
                            .filter(write -> !(afterAll && vanished(write, seqs)))
                            .toList();
                    if (missing.isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    List<Write> early = missing.stream()
                            .filter(write -> comesTooEarly(write, seqs))
                            .toList();
                    return open(commit)
                            .chain(found -> found.isEmpty()
                                    ? Uni.createFrom().voidItem()
                                    : again(commit, kind, missing, early, since, afterAll));
                });
    }

    private Uni<Void> again(
            Commit commit, Kind kind, List<Write> missing, List<Write> early, Instant since, boolean afterAll) {
        if (early.isEmpty()) {
            return apply(commit, kind, missing, since, afterAll).replaceWithVoid();
        }
        if (!afterAll) {
            return finishUpTo(commit.number() - 1)
                    .chain(() -> apply(commit, kind, missing, since, true))
                    .replaceWithVoid();
        }
        // nothing that could still come explains it: the server has shown a decision less than it had acknowledged
        Map<Write, String> lost = new HashMap<>();
        early.forEach(write -> lost.put(write, OTHER_VERSION));
        List<Write> rest =
                missing.stream().filter(write -> !lost.containsKey(write)).toList();
        return setAside(commit, new LogStorage.Applied(0, lost))
                .chain(() -> rest.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : apply(commit, kind, rest, since, true).replaceWithVoid());
    }

    /** Whether a write has taken effect already. */
    private static boolean standing(long number, Write write, Map<Ref, Long> seqs) {
        Long seq = seqs.get(write.ref());
        return seq == null ? write instanceof Write.Purge : seq >= number;
    }

    /** Whether a document that should be there has expired: the server removes ledger entries and rejected events by itself. */
    private static boolean vanished(Write write, Map<Ref, Long> seqs) {
        return write instanceof Write.Update && !seqs.containsKey(write.ref());
    }

    /** Whether a document is not yet, or no longer, as the write expects it. */
    private static boolean comesTooEarly(Write write, Map<Ref, Long> seqs) {
        Long seq = seqs.get(write.ref());
        if (write instanceof Write.Insert) {
            return seq != null;
        }
        long before = write instanceof Write.Update update ? update.before() : ((Write.Purge) write).before();
        return seq == null || seq != before;
    }

    private static List<Write> without(List<Write> writes, LogStorage.Applied applied) {
        return writes.stream()
                .filter(write -> !applied.refused().containsKey(write))
                .toList();
    }
}
