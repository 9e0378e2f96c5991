package dev.customerprofiles.core.state;

import java.util.Objects;

/** Names one document of a domain; {@code id} is unique within the kind and carries no generation. */
public record Ref(Kind kind, String id) {

    public Ref {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** What a commit log entry notes of this document. */
    public long token() {
        return Tokens.of(kind.collection() + '|' + id);
    }
}
