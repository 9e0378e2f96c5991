package dev.customerprofiles.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * What a commit log takes from the world beside its storage, so that a simulation can be the world.
 *
 * @param now       the time
 * @param pause     completes after a while
 * @param nonce     a text that nobody else makes
 * @param publisher tells the world of changed profiles
 * @param observer  is told what happens to the log
 */
public record Surroundings(
        Supplier<Instant> now,
        Function<Duration, Uni<Void>> pause,
        Supplier<String> nonce,
        Function<Commit, Uni<Void>> publisher,
        Observer observer) {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Is told what an operator wants to know of a log. */
    public interface Observer {

        /** A number that this writer wanted was taken by another one. */
        default void lost() {}

        /** A commit was finished that another writer had left. */
        default void finishedForAnother() {}

        /** The server refused a write; it was set aside. */
        default void refused(Write write, String reason) {}

        /** A call failed and is repeated. */
        default void repeated(Throwable failure) {}
    }

    /** Makes a call until it succeeds, with growing pauses; for calls that may be repeated unchanged. */
    <T> Uni<T> insist(Supplier<Uni<T>> call) {
        return Uni.createFrom()
                .deferred(call::get)
                .onFailure(Surroundings::passing)
                .invoke(observer::repeated)
                .onFailure(Surroundings::passing)
                .retry()
                .when(this::growingPauses);
    }

    /** One after another and not one inside the other: an outage may be long. */
    private Multi<Boolean> growingPauses(Multi<Throwable> failures) {
        AtomicReference<Duration> next = new AtomicReference<>(SHORTEST_PAUSE);
        return failures.onItem()
                .transformToUniAndConcatenate(failure ->
                        pause.apply(next.getAndUpdate(Surroundings::longer)).replaceWith(true));
    }

    private static Duration longer(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }

    private static boolean passing(Throwable failure) {
        return !(failure instanceof HandTooOld || failure instanceof CommitTooLarge || failure instanceof Error);
    }

    /** Whoever applies a commit has been away too long to go on with what it remembers. */
    static final class HandTooOld extends RuntimeException {

        private static final long serialVersionUID = 1L;

        HandTooOld() {
            super("the commit was read too long ago to be applied", null, false, false);
        }
    }
}
