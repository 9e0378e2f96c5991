package dev.customerprofiles.store;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    /** About what an entry takes beside the body: itself, its place, what the cache keeps of it. */
    private static final int ENTRY = 400;

    private final Packing packing;
    private final Cache<Place, Known> known;

    /**
     * @param bytes   about how much memory it takes at most
     * @param packing how bodies are kept: a tree takes several times the room, and all of its nodes are work for the collector
     */
    public DocumentCache(long bytes, Packing packing) {
        this.packing = packing;
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

    /** @param packed the body, null where there is no such document */
    private record Known(Ref ref, long seq, byte[] packed) {

        int weight() {
            return ENTRY + (packed == null ? 0 : packed.length);
        }
    }

    private Optional<Document> document(Known entry) {
        return Optional.ofNullable(entry.packed())
                .map(packed -> new Document(entry.ref(), entry.seq(), packing.unpack(packed)));
    }

    /** What one log knows. */
    final class Part {

        private volatile Object id = new Object();

        /** Tells what is known of a document, with nothing where it is known not to be there; false where nothing is known. */
        boolean tell(Ref ref, Consumer<Optional<Document>> listener) {
            Known entry = EXPIRING.contains(ref.kind()) ? null : known.getIfPresent(new Place(id, ref.token()));
            boolean found = entry != null && entry.ref().equals(ref);
            if (found) {
                listener.accept(document(entry));
            }
            return found;
        }

        /** Keeps what a document is as of a commit. */
        void put(Ref ref, long seq, Members body) {
            keep(ref, () -> new Known(ref, seq, body.packed(packing)));
        }

        /** Keeps that there is no such document. */
        void putNothing(Ref ref) {
            keep(ref, () -> new Known(ref, 0, null));
        }

        private void keep(Ref ref, Supplier<Known> entry) {
            if (!EXPIRING.contains(ref.kind())) {
                known.put(new Place(id, ref.token()), entry.get());
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
}
