package dev.customerprofiles.doors;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

/** What this instance hears of changes, of its own and of all others: from the door that hears of them to those that ask. */
@ApplicationScoped
public class ChangeFeed {

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /**
     * A change of a profile, or of a contact in progress.
     *
     * @param profileId null for a contact
     * @param what      {@code created}, {@code updated}, {@code deleted}, ...
     * @param seq       the commit that made it
     */
    public record Change(String domain, String profileId, String what, long seq) {

        private static final String CONTACT = "contact";

        public static Change ofContact(String domain, long seq) {
            return new Change(domain, null, CONTACT, seq);
        }

        public boolean isOfContact() {
            return profileId == null;
        }
    }

    /**
     * Somebody who follows the changes; called on any thread, and must not block.
     *
     * @param changed what happened
     * @param missed  changes may have gone by unheard; run when they are heard again
     */
    public record Listener(Consumer<Change> changed, Runnable missed) {}

    public void add(Listener listener) {
        listeners.add(listener);
    }

    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    public void publish(Change change) {
        listeners.forEach(listener -> listener.changed().accept(change));
    }

    /** To be called after a time without ears. */
    public void missed() {
        listeners.forEach(listener -> listener.missed().run());
    }
}
