package dev.customerprofiles.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.store.CommitLog;
import dev.customerprofiles.store.CommitLog.Attempt;
import dev.customerprofiles.store.ProfileChanges;

/** Several commands that happen together: read for once, decided one after another, committed as one. */
public final class Batch {

    /** How often a command is decided before its turn comes, to learn what it lacks. */
    private static final int GUESSES = 4;

    private static final int RANGES_AT_ONCE = 8;

    private final CommitLog log;
    private final Supplier<Instant> now;
    private final Executor thread;
    private final List<Entry<?>> undecided = new ArrayList<>();
    private final List<Entry<?>> decided = new ArrayList<>();
    private final List<Pending<?>> leftOver = new ArrayList<>();
    private Draft draft = new Draft();

    /** The time of the decisions; it stands while they are made again for what they lack, so that they lack the same. */
    private Instant at;

    private final Instant begun;
    private final Duration waiting;
    private Duration committing = Duration.ZERO;

    /**
     * @param thread   where decisions are made
     * @param commands at least one; the first has waited longest
     */
    Batch(CommitLog log, Supplier<Instant> now, Executor thread, List<Pending<?>> commands) {
        this.log = log;
        this.now = now;
        this.thread = thread;
        this.begun = now.get();
        this.waiting = Duration.between(commands.get(0).since(), begun);
        commands.forEach(pending -> undecided.add(new Entry<>(pending)));
    }

    /** A command and whoever waits for its result. */
    record Pending<T>(Command<T> command, Instant since, CompletableFuture<T> answer) {}

    /** A command could not be decided; the class of the cause is all that is told, as its message may quote a record. */
    public static final class Undecidable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Undecidable(Throwable cause) {
            super(cause.getClass().getName());
            setStackTrace(cause.getStackTrace());
        }
    }

    /** A single command takes more room than a commit can have. */
    public static final class CommandTooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CommandTooLarge() {
            super("what the command changes does not fit into one commit");
        }
    }

    /** What a batch came to. */
    public record Done(Attempt.Committed commit, int commands, List<Draft.Change> changes, Took took) {}

    /**
     * Where the time until the commit stood went.
     *
     * @param waiting    for the batch before, the longest of the commands
     * @param deciding   with reading what the decisions need
     * @param committing all attempts together
     */
    public record Took(Duration waiting, Duration deciding, Duration committing) {}

    /** Makes the batch happen, however often it must be decided anew. */
    Uni<Done> commit() {
        Set<Ref> likely = new LinkedHashSet<>();
        undecided.forEach(entry -> likely.addAll(entry.pending.command().likelyReads()));
        return log.begin()
                .invoke(() -> at = now.get())
                .chain(() -> read(likely, Map.of()))
                .chain(this::decideAndCommit);
    }

    /** Gives everybody who waits the result; to be called when it is visible. */
    void answer(Done done) {
        decided.forEach(entry -> entry.answer(done.commit().number()));
    }

    /** Tells everybody who waits that the batch came to nothing. */
    void fail(Throwable failure) {
        decided.forEach(entry -> entry.pending.answer().completeExceptionally(failure));
        undecided.forEach(entry -> entry.pending.answer().completeExceptionally(failure));
    }

    private Uni<Done> decideAndCommit() {
        decide();
        if (!undecided.isEmpty()) {
            return read(draft.asked(), draft.askedRanges()).chain(this::decideAndCommit);
        }
        List<Draft.Change> changes = draft.changes();
        Instant tried = now.get();
        return log.commit(changes, ProfileChanges.of(changes)).emitOn(thread).chain(attempt -> {
            committing = committing.plus(Duration.between(tried, now.get()));
            if (attempt instanceof Attempt.Committed committed) {
                return Uni.createFrom().item(new Done(committed, decided.size(), changes, took()));
            }
            if (attempt instanceof Attempt.Lost lost) {
                decideAgain(lost.touched());
                return decideAndCommit();
            }
            if (attempt instanceof Attempt.TooLarge) {
                return split() ? decideAndCommit() : Uni.createFrom().failure(new CommandTooLarge());
            }
            decided.forEach(this::leaveUndecided);
            decided.clear();
            draft = new Draft();
            return commit();
        });
    }

    private Took took() {
        return new Took(waiting, Duration.between(begun, now.get()).minus(committing), committing);
    }

    /** Leaves the second half for another batch; the first does not depend on it. */
    private boolean split() {
        if (decided.size() == 1) {
            return false;
        }
        List<Entry<?>> rest = decided.subList(decided.size() / 2, decided.size());
        leftOver.addAll(0, rest.stream().map(entry -> entry.pending).toList());
        rest.clear();
        draft.restart();
        decided.forEach(entry -> draft.accept(entry.view));
        return true;
    }

    /** The commands that did not fit, to be done next. */
    List<Pending<?>> leftOver() {
        return leftOver;
    }

    /**
     * Decides as many as possible in their order; those behind one that lacks something only tell what they will probably lack.
     */
    private void decide() {
        boolean lacking = false;
        for (Entry<?> entry : List.copyOf(undecided)) {
            if (lacking && !entry.mayGuess()) {
                continue;
            }
            lacking |= !entry.decide(draft.view(), at);
            if (!lacking) {
                draft.accept(entry.view);
                undecided.remove(entry);
                decided.add(entry);
            }
        }
    }

    private Uni<Void> read(Set<Ref> refs, Map<Range, Integer> ranges) {
        Uni<Void> reads = refs.isEmpty()
                ? Uni.createFrom().voidItem()
                : log.read(refs).invoke(found -> draft.learn(refs, found)).replaceWithVoid();
        return reads.chain(() -> slices(ranges))
                .emitOn(thread)
                .invoke(slices -> slices.forEach(draft::learn))
                .replaceWithVoid();
    }

    private Uni<Map<Range, Range.Slice>> slices(Map<Range, Integer> ranges) {
        return Multi.createFrom()
                .iterable(ranges.entrySet())
                .onItem()
                .transformToUni(range ->
                        log.range(range.getKey(), range.getValue()).map(slice -> Map.entry(range.getKey(), slice)))
                .merge(RANGES_AT_ONCE)
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Others have changed something: what has read it, or has read what such a decision wrote, comes after the rest. */
    private void decideAgain(Set<Long> foreign) {
        at = now.get();
        Set<Long> touched = new HashSet<>(foreign);
        List<Entry<?>> standing = new ArrayList<>();
        for (Entry<?> entry : decided) {
            if (entry.view.touchedBy(touched)) {
                entry.view.changes().forEach(change -> touched.addAll(change.tokens()));
                leaveUndecided(entry);
            } else {
                standing.add(entry);
            }
        }
        draft.forget(foreign);
        draft.restart();
        standing.forEach(entry -> draft.accept(entry.view));
        decided.clear();
        decided.addAll(standing);
    }

    private void leaveUndecided(Entry<?> entry) {
        entry.attempts = 0;
        undecided.add(entry);
    }

    private static final class Entry<T> {

        private final Pending<T> pending;
        private View view;
        private T result;
        private RuntimeException failure;

        private boolean complete;
        private int attempts;

        Entry(Pending<T> pending) {
            this.pending = pending;
        }

        /** Whether another attempt would tell more of what it lacks; what those before it change, it cannot know. */
        boolean mayGuess() {
            return attempts == 0 || (!complete && attempts < GUESSES);
        }

        /** Whether nothing was lacking. A failure is a result like another until the commit stands: the state may have been half applied. */
        boolean decide(View next, Instant now) {
            view = next;
            result = null;
            failure = null;
            complete = false;
            attempts++;
            try {
                result = pending.command().decide(next, now);
            } catch (View.NotRead lacking) {
                return false;
            } catch (RuntimeException
                    | StackOverflowError e) { // which a record may bring about, and no other must suffer for
                next.undo();
                failure = new Undecidable(e);
            }
            complete = true;
            return true;
        }

        void answer(long commit) {
            if (failure == null) {
                pending.answer().complete(pending.command().stands(result, commit));
            } else {
                pending.answer().completeExceptionally(failure);
            }
        }
    }
}
