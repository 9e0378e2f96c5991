package dev.customerprofiles.ingest;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** Something that is to happen to a domain's customer data; what it does is decided on a known state, perhaps more than once. */
public interface Command<T> {

    /** Decides on the state and writes to it; free of side effects. */
    T decide(View view, Instant now);

    /** The result as it is told once the decision stands, as this commit of the domain's log. */
    default T stands(T result, long commit) {
        return result;
    }

    /** What the decision will need at least. */
    default Collection<Ref> likelyReads() {
        return List.of();
    }

    /** About how many characters it brings. */
    default int size() {
        return 0;
    }
}
