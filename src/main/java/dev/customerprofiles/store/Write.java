package dev.customerprofiles.store;

import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Ref;

/** What a commit does to one document. There is one write per document and commit. */
public sealed interface Write {

    Ref ref();

    /** The document does not exist; this is how it begins. */
    record Insert(Ref ref, Members members) implements Write {

        public Insert(Ref ref, ObjectNode body) {
            this(ref, new Members(body));
        }

        public ObjectNode body() {
            return members.tree();
        }
    }

    /**
     * The document exists as of commit {@code before}.
     *
     * @param members top-level members that change
     * @param unset   top-level members that go
     */
    record Update(Ref ref, long before, Members members, Set<String> unset) implements Write {

        public Update(Ref ref, long before, ObjectNode set, Set<String> unset) {
            this(ref, before, new Members(set), unset);
        }

        public ObjectNode set() {
            return members.tree();
        }
    }

    /** The tombstone written by commit {@code before} goes for good. */
    record Purge(Ref ref, long before) implements Write {}
}
