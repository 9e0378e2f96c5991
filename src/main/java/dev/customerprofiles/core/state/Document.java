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

    static final String PURGED = "purged";

    public Document {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(body, "body");
    }

    static boolean live(ObjectNode body) {
        return !body.has(ERASED) && !body.has(PURGED);
    }

    /** Whether it is gone for good, as far as its writer knows. */
    public boolean purged() {
        return body.has(PURGED);
    }

    /** Whether this is what is left of a removed document. */
    public boolean erased() {
        return body.has(ERASED);
    }
}
