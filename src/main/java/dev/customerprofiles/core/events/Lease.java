package dev.customerprofiles.core.events;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * Who does a piece of work that one instance should do at a time.
 *
 * @param until when another instance may take it over, epoch milliseconds
 */
record Lease(String holder, long until) {

    static Ref ref(String work) {
        return new Ref(Kind.CONFIGURATION, "lease|" + work);
    }

    boolean isOpenTo(String other, long now) {
        return holder.equals(other) || until < now;
    }
}
