package dev.customerprofiles.store;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

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
        return insist(call, SHORTEST_PAUSE);
    }

    private <T> Uni<T> insist(Supplier<Uni<T>> call, Duration next) {
        return Uni.createFrom()
                .deferred(call::get)
                .onFailure(Surroundings::passing)
                .recoverWithUni(failure -> {
                    observer.repeated(failure);
                    Duration longer = next.compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
                    return pause.apply(next).chain(() -> insist(call, longer));
                });
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
