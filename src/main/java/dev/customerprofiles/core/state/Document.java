package dev.customerprofiles.core.state;

import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One document as it stood after commit {@code seq}.
 *
 * @param body its content without id and seq; a removed document has the single member {@code erased}, the time in epoch
 *     milliseconds
 */
public record Document(Ref ref, long seq, ObjectNode body) {

    public static final String ERASED = "erased";

    public Document {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(body, "body");
    }

    /** Whether this is what is left of a removed document. */
    public boolean erased() {
        return body.has(ERASED);
    }
}
