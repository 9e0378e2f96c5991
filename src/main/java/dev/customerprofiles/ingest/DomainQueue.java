package dev.customerprofiles.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.store.CommitLog;

/**
 * Group commit for one domain: while one batch is being decided and committed, what comes in collects and becomes the next. A
 * lone command is written at once; there is no timer.
 */
public class DomainQueue {

    private final CommitLog log;
    private final Supplier<Instant> now;
    private final Executor thread;
    private final BatchLimits limits;
    private final QueueLimits room;
    private final Queue<Batch.Pending<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<Batch.Pending<?>> leftOver = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong waitingCommands = new AtomicLong();
    private final AtomicLong waitingCharacters = new AtomicLong();
    private volatile boolean closed;
    private Consumer<Batch.Done> listener = done -> {};
    private Uni<Void> previousApplied = Uni.createFrom().voidItem();

    /**
     * How large a batch becomes.
     *
     * @param commands   how many commands
     * @param characters of what they bring, together; a larger one goes alone
     */
    public record BatchLimits(int commands, int characters) {}

    /**
     * How much may wait.
     *
     * @param commands   how many commands
     * @param characters of what they bring, together
     */
    public record QueueLimits(int commands, long characters) {}

    /** So much waits already that this command was not taken; nothing has happened. */
    public static final class Full extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Full() {
            super("too much waits to be written", null, false, false);
        }
    }

    /** The service stops; nothing has happened. */
    public static final class Closed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Closed() {
            super("the service stops", null, false, false);
        }
    }

    /** @param thread where decisions are made */
    public DomainQueue(CommitLog log, Supplier<Instant> now, Executor thread, BatchLimits limits, QueueLimits room) {
        this.log = log;
        this.now = now;
        this.thread = thread;
        this.limits = limits;
        this.room = room;
    }

    /** Tells somebody of every batch, as soon as it stands, before it is visible. */
    public void onCommit(Consumer<Batch.Done> next) {
        listener = listener.andThen(next);
    }

    /** Begins no more batches: all that waits fails with {@link Closed}, and so does what comes from now on. */
    public void close() {
        closed = true;
        failWhatWaits();
    }

    private void failWhatWaits() {
        for (Batch.Pending<?> head = waiting.peek(); head != null; head = waiting.peek()) {
            if (take(head)) {
                head.answer().completeExceptionally(new Closed());
            }
        }
    }

    /** Takes the first out of the queue; false where somebody else has just done so. */
    private boolean take(Batch.Pending<?> head) {
        boolean taken = waiting.remove(head);
        if (taken) {
            waitingCommands.decrementAndGet();
            waitingCharacters.addAndGet(-head.command().size());
        }
        return taken;
    }

    /** Makes a command happen; completes when what it did is visible, or fails with {@link Full} or {@link Closed}. */
    public <T> Uni<T> submit(Command<T> command) {
        return Uni.createFrom().completionStage(() -> {
            if (waitingCommands.get() >= room.commands() || waitingCharacters.get() >= room.characters()) {
                return CompletableFuture.failedFuture(new Full());
            }
            CompletableFuture<T> answer = new CompletableFuture<>();
            waitingCommands.incrementAndGet();
            waitingCharacters.addAndGet(command.size());
            waiting.add(new Batch.Pending<>(command, now.get(), answer));
            if (closed) {
                failWhatWaits();
            } else {
                work();
            }
            return answer;
        });
    }

    private void work() {
        if ((waiting.isEmpty() && leftOver.isEmpty()) || !busy.compareAndSet(false, true)) {
            return;
        }
        List<Batch.Pending<?>> commands = next();
        if (commands.isEmpty()) { // somebody else took them; and what has come meanwhile found this one busy
            idle();
            return;
        }
        Batch batch = new Batch(log, now, thread, commands);
        batch.commit().subscribe().with(done -> stands(batch, done), failure -> {
            batch.fail(failure);
            leftOver.addAll(batch.leftOver());
            idle();
        });
    }

    private List<Batch.Pending<?>> next() {
        if (!leftOver.isEmpty()) {
            List<Batch.Pending<?>> rest = new ArrayList<>(leftOver);
            leftOver.clear();
            return rest;
        }
        List<Batch.Pending<?>> commands = new ArrayList<>();
        long size = 0;
        while (commands.size() < limits.commands()) {
            Batch.Pending<?> head = waiting.peek();
            if (head == null || (!commands.isEmpty() && size + head.command().size() > limits.characters())) {
                break;
            }
            if (take(head)) {
                size += head.command().size();
                commands.add(head);
            }
        }
        return commands;
    }

    /** The next batch may be decided while this one is applied, but not while the one before it still is. */
    private void stands(Batch batch, Batch.Done done) {
        listener.accept(done);
        leftOver.addAll(batch.leftOver());
        Uni<Void> before = previousApplied;
        previousApplied = done.commit().applied();
        previousApplied.subscribe().with(visible -> batch.answer(done), batch::fail);
        before.subscribe().with(visible -> idle(), failure -> idle());
    }

    private void idle() {
        busy.set(false);
        work();
    }
}
