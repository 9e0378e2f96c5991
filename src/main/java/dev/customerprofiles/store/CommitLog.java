package dev.customerprofiles.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;

/**
 * One writer's side of a domain's commit log: a total order of batches, each atomic and durable, without transactions. One batch at
 * a time goes through {@link #begin}, reads and {@link #commit}; the one before may still be being applied.
 *
 * <p>Invariant: whenever something is read, every commit of others up to {@code head} is applied; the writer's own that are not are in
 * {@code memory}; what is in the cache is as of {@code head}, which does not move while a batch reads.
 */
public final class CommitLog {

    private static final long UNKNOWN = -1;

    /** How long a commit of another writer may stay open before it is finished for it. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration LIKELY_ALONE = Duration.ofMillis(500);

    /** How long after a commit of another writer it is likely that there will be more. */
    private static final Duration LIKELY_CROWDED = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /** Having come late so often one after another, a writer asks for a turn. */
    private static final int LOSSES = 3;

    /** How long a writer waits for one who has asked for a turn, and may be dead. */
    private static final Duration TURN = Duration.ofMillis(500);

    private final LogStorage storage;
    private final Surroundings world;
    private final Applier applier;
    private final DocumentCache.Part cache;
    private final Map<Ref, Document> memory = new ConcurrentHashMap<>();
    private volatile long head = UNKNOWN;
    /** Until when it is likely that nobody else has committed, unless it is crowded; a wrong guess costs a lost attempt. */
    private volatile Instant alone = Instant.MIN;

    /** Until when others are likely to commit as well. */
    private volatile Instant crowded = Instant.MIN;

    /** Completes when the writes of the own commits are made; those of the next may follow before they are done. */
    private volatile Uni<?> writing = Uni.createFrom().voidItem();

    /** Completes when the own commits are done. */
    private volatile Uni<Void> closing = Uni.createFrom().voidItem();

    /** What is to be waited for before anything is read. */
    private volatile Others others = Others.NONE;

    /** Whether nothing has been read since this writer looked what others have committed. */
    private volatile boolean justLooked;

    /** How often others came first since the last attempt that stood. */
    private volatile int losses;

    /** Whether another writer has asked for a turn. */
    private volatile boolean asked;

    /** Whether own commits that are still being applied leave what others, unnoticed, may have made something else of. */
    private volatile boolean doubt;

    public CommitLog(LogStorage storage, Surroundings world, DocumentCache cache) {
        this.storage = storage;
        this.world = world;
        this.cache = cache.part();
        this.applier = new Applier(storage, world);
    }

    /**
     * What others have committed that may not be applied yet.
     *
     * @param touched the tokens of these commits
     * @param applied completes when it is, and the cache has forgotten what it touched
     */
    private record Others(Set<Long> touched, Uni<Void> applied) {

        static final Others NONE = new Others(Set.of(), Uni.createFrom().voidItem());
    }

    /** What became of an attempt to commit. */
    public sealed interface Attempt {

        /**
         * It has happened.
         *
         * @param applied completes when everybody can see it
         */
        record Committed(long number, Uni<Void> applied) implements Attempt {}

        /** Others came first; what these tokens stand for must be read and decided again. */
        record Lost(Set<Long> touched) implements Attempt {}

        /** It takes more room than a commit can have; nothing has happened. */
        record TooLarge() implements Attempt {}

        /** This writer was away so long that it cannot tell what has changed; everything must be read and decided again. */
        record Outrun() implements Attempt {}
    }

    /** Makes sure that what is read from now on is a known state of the domain. */
    public Uni<Void> begin() {
        if (doubt) {
            return closing.invoke(() -> doubt = false).chain(this::begin);
        }
        if (asked) {
            return closing.chain(() -> waitForAnother(Duration.ZERO))
                    .invoke(() -> asked = false)
                    .chain(this::begin);
        }
        if (head == UNKNOWN) {
            return world.insist(storage::head)
                    .chain(newest -> settleUpTo(newest).invoke(() -> head = newest));
        }
        return isCrowded() || !world.now().get().isBefore(alone)
                ? look().chain(touched ->
                        touched.isEmpty() ? begin() : Uni.createFrom().voidItem())
                : Uni.createFrom().voidItem();
    }

    /** Those of the documents that exist, as of the head. */
    public Uni<Map<Ref, Document>> read(Collection<Ref> refs) {
        return settled().chain(() -> readAsOfHead(refs));
    }

    private Uni<Map<Ref, Document>> readAsOfHead(Collection<Ref> refs) {
        Map<Ref, Document> found = new HashMap<>();
        List<Ref> unknown = new ArrayList<>();
        for (Ref ref : refs) {
            Document own = memory.get(ref);
            if (own != null) {
                found.put(ref, own);
            } else if (!cache.tell(ref, known -> known.ifPresent(document -> found.put(ref, document)))) {
                unknown.add(ref);
            }
        }
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(withoutPurged(found));
        }
        return world.insist(() -> storage.read(unknown)).map(stored -> {
            unknown.forEach(ref -> keep(ref, stored.get(ref)));
            found.putAll(stored);
            return withoutPurged(found);
        });
    }

    private void keep(Ref ref, Document found) {
        if (found == null) {
            cache.putNothing(ref);
        } else {
            cache.put(ref, found.seq(), new Members(found.body()));
        }
    }

    /** The first documents of a range, as of the head. */
    public Uni<Range.Slice> range(Range range, int limit) {
        return settled().chain(() -> {
            // taken before the query: a commit that is applied meanwhile is in one of the two
            List<Document> own = List.copyOf(memory.values());
            return world.insist(() -> storage.range(range, limit))
                    .map(stored -> new Range.Slice(stored, stored.size() < limit).with(range, own));
        });
    }

    private Uni<Void> settled() {
        justLooked = false;
        return others.applied();
    }

    /** Tries to make a batch happen as the next commit. Completes when the result is certain. */
    public Uni<Attempt> commit(List<Draft.Change> changes, List<ProfileChange> profiles) {
        // where others write too, it costs less to look than to lose an attempt with all that it carries
        return justLooked || !isCrowded()
                ? attempt(changes, profiles)
                : look().chain(touched ->
                        touched.isPresent() && touched.get().isEmpty() ? attempt(changes, profiles) : late(touched));
    }

    private boolean isCrowded() {
        return world.now().get().isBefore(crowded);
    }

    private Uni<Attempt> attempt(List<Draft.Change> changes, List<ProfileChange> profiles) {
        justLooked = false;
        Set<Long> tokens = new HashSet<>();
        changes.forEach(change -> tokens.addAll(change.tokens()));
        Commit commit = new Commit(
                head + 1,
                world.nonce().get(),
                world.now().get(),
                false,
                tokens,
                changes.stream().map(Writes::of).toList(),
                profiles);
        return take(commit, changes).onFailure(CommitTooLarge.class).recoverWithItem(new Attempt.TooLarge());
    }

    private Uni<Attempt> take(Commit commit, List<Draft.Change> changes) {
        return world.insist(() -> storage.take(commit))
                .chain(taken -> taken ? Uni.createFrom().item(stands(commit, changes)) : refused(commit, changes));
    }

    /** Another commit has the number, or this one has it already and the answer was lost, or the slot is not free yet. */
    private Uni<Attempt> refused(Commit commit, List<Draft.Change> changes) {
        return world.insist(() -> storage.after(head)).chain(found -> {
            if (found.isEmpty() || found.get(0).number() != commit.number()) {
                return slotOf(commit, changes);
            }
            if (found.get(0).nonce().equals(commit.nonce())) {
                return Uni.createFrom().item(stands(commit, changes));
            }
            world.observer().lost();
            return late(note(found));
        });
    }

    private Uni<Attempt> slotOf(Commit commit, List<Draft.Change> changes) {
        return world.insist(() -> storage.slot(commit.number())).chain(slot -> {
            long number = slot.map(Commit::number).orElse(commit.number());
            if (number < commit.number()) {
                return settleUpTo(number).chain(() -> take(commit, changes));
            }
            if (number > commit.number()) {
                forgetEverything();
                return Uni.createFrom().item(new Attempt.Outrun());
            }
            return world.pause().apply(LOOK_AGAIN).chain(() -> take(commit, changes));
        });
    }

    private Attempt stands(Commit commit, List<Draft.Change> changes) {
        losses = 0;
        head = commit.number();
        alone = world.now().get().plus(LIKELY_ALONE);
        changes.forEach(
                change -> memory.put(change.ref(), new Document(change.ref(), commit.number(), change.after())));
        Uni<Applier.Writing> written = begun(writing.chain(() -> applier.write(commit, commit.at())));
        writing = written;
        closing = begun(closing.chain(() -> written)
                .chain(how -> applier.close(commit, how))
                .invoke(end -> {
                    asked |= end.asked();
                    moveToCache(commit, end.whole());
                })
                .replaceWithVoid());
        return new Attempt.Committed(commit.number(), closing);
    }

    /** A future and not a memoized Uni: that one would keep all the ones before it. */
    private static <T> Uni<T> begun(Uni<T> work) {
        CompletableFuture<T> end = new CompletableFuture<>();
        work.subscribe().with(end::complete, end::completeExceptionally);
        return Uni.createFrom().completionStage(end);
    }

    /** @param whole whether the documents are known to be as the commit wanted them */
    private void moveToCache(Commit commit, boolean whole) {
        doubt |= !whole;
        cache.forget(commit.tokens());
        Map<Ref, Members> packed = new HashMap<>();
        commit.writes().forEach(write -> {
            if (write instanceof Write.Insert insert) {
                packed.put(insert.ref(), insert.members());
            }
        });
        for (Document own : memory.values()) {
            if (own.seq() == commit.number()) {
                if (!doubt && !own.purged()) {
                    Members body = packed.get(own.ref());
                    cache.put(own.ref(), own.seq(), body == null ? new Members(own.body()) : body);
                }
                memory.remove(own.ref(), own);
            }
        }
    }

    private Uni<Attempt> late(Optional<Set<Long>> touched) {
        if (touched.isEmpty()) {
            return Uni.createFrom().item(new Attempt.Outrun());
        }
        losses++;
        Uni<Void> ask = losses < LOSSES ? Uni.createFrom().voidItem() : world.insist(() -> storage.askForTurn(head));
        return ask.replaceWith(new Attempt.Lost(touched.get()));
    }

    /**
     * Takes note of what others have committed since the head.
     *
     * @return the tokens of that, or nothing where the ring has outrun this writer
     */
    private Uni<Optional<Set<Long>>> look() {
        return world.insist(() -> storage.after(head)).map(this::note);
    }

    private Optional<Set<Long>> note(List<Commit> commits) {
        justLooked = true;
        if (commits.isEmpty()) {
            return Optional.of(Set.of());
        }
        crowded = world.now().get().plus(LIKELY_CROWDED);
        if (commits.get(0).number() != head + 1) {
            forgetEverything();
            return Optional.empty();
        }
        Set<Long> touched = new HashSet<>();
        List<Commit> known = withoutGap(commits);
        known.forEach(commit -> touched.addAll(commit.tokens()));
        head = known.get(known.size() - 1).number();
        others = joined(others, touched);
        return Optional.of(touched);
    }

    private Others joined(Others before, Set<Long> touched) {
        Set<Long> all = new HashSet<>(before.touched());
        all.addAll(touched);
        Uni<Void> applied = settleUpTo(head)
                .invoke(() -> {
                    cache.forget(all);
                    others = Others.NONE;
                })
                .memoize()
                .indefinitely();
        return new Others(all, applied);
    }

    private void forgetEverything() {
        head = UNKNOWN;
        doubt = true;
        others = Others.NONE;
        cache.forgetAll();
    }

    /**
     * Without this, a writer that always has a next batch ready would shut out all others: it takes the next number before the
     * others can see its last commit applied.
     */
    private Uni<Void> waitForAnother(Duration waited) {
        crowded = world.now().get().plus(LIKELY_CROWDED);
        return world.insist(storage::head)
                .chain(newest -> newest > head || waited.compareTo(TURN) >= 0
                        ? Uni.createFrom().voidItem()
                        : world.pause().apply(LOOK_AGAIN).chain(() -> waitForAnother(waited.plus(LOOK_AGAIN))));
    }

    /** The query is no snapshot: what comes after a gap is left for the next time. */
    private static List<Commit> withoutGap(List<Commit> ascending) {
        int end = 1;
        while (end < ascending.size()
                && ascending.get(end).number() == ascending.get(end - 1).number() + 1) {
            end++;
        }
        return ascending.subList(0, end);
    }

    /** Waits until every commit up to a number is applied, and finishes those that their writers have left. */
    private Uni<Void> settleUpTo(long number) {
        return closing.chain(() -> world.insist(() -> storage.open(number)))
                .chain(open -> open.isEmpty() ? Uni.createFrom().voidItem() : settle(number, Duration.ZERO));
    }

    private Uni<Void> settle(long number, Duration waited) {
        if (waited.compareTo(PATIENCE) >= 0) {
            Instant since = world.now().get();
            return world.insist(() -> storage.undone(number)).chain(open -> {
                open.forEach(commit -> world.observer().finishedForAnother());
                return applier.finishAll(open, since);
            });
        }
        return world.pause()
                .apply(LOOK_AGAIN)
                .chain(() -> world.insist(() -> storage.open(number)))
                .chain(open -> open.isEmpty() ? Uni.createFrom().voidItem() : settle(number, waited.plus(LOOK_AGAIN)));
    }

    private static Map<Ref, Document> withoutPurged(Map<Ref, Document> found) {
        found.values().removeIf(Document::purged);
        return found;
    }
}
