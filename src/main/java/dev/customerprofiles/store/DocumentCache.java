package dev.customerprofiles.store;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * What the writers of all domains know of documents and need not read again, also which are not there; together bounded by the
 * memory it takes.
 */
public final class DocumentCache {

    /** The server removes these by itself, which no commit tells. */
    private static final Set<Kind> EXPIRING = EnumSet.of(Kind.HISTORY, Kind.REJECTED);

    /** About what a JSON value takes beside its text: the node, its place in its parent, its name. */
    private static final int NODE = 100;

    private final Cache<Place, Known> known;

    /** @param bytes about how much memory it takes at most */
    public DocumentCache(long bytes) {
        known = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Place place, Known entry) -> entry.weight())
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    /** The cache itself, to be measured. */
    public Cache<?, ?> measured() {
        return known;
    }

    Part part() {
        return new Part();
    }

    /** By token, because that is how a commit tells what it has changed; two documents of one token take each other's place. */
    private record Place(Object part, long token) {}

    private record Known(Ref ref, Optional<Document> document) {

        int weight() {
            return NODE
                    + document.map(there -> DocumentCache.weight(there.body())).orElse(0);
        }
    }

    /** What one log knows. */
    final class Part {

        private volatile Object id = new Object();

        /** Tells what is known of a document, with nothing where it is known not to be there; false where nothing is known. */
        boolean tell(Ref ref, Consumer<Optional<Document>> listener) {
            Known entry = EXPIRING.contains(ref.kind()) ? null : known.getIfPresent(new Place(id, ref.token()));
            boolean found = entry != null && entry.ref().equals(ref);
            if (found) {
                listener.accept(entry.document());
            }
            return found;
        }

        void put(Ref ref, Optional<Document> document) {
            if (!EXPIRING.contains(ref.kind())) {
                known.put(new Place(id, ref.token()), new Known(ref, document));
            }
        }

        void forget(Set<Long> tokens) {
            tokens.forEach(token -> known.invalidate(new Place(id, token)));
        }

        /** Nothing is known any more; the cache makes room for others when it needs it. */
        void forgetAll() {
            id = new Object();
        }
    }

    private static int weight(JsonNode node) {
        int weight = NODE + (node.isTextual() ? node.textValue().length() : 0);
        for (JsonNode child : node) {
            weight += weight(child);
        }
        return weight;
    }
}
