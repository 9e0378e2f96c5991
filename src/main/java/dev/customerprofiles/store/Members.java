package dev.customerprofiles.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Members of a document, and the bytes that they are stored as: worked out once, for the log, the document and the cache. */
public final class Members {

    private final ObjectNode tree;
    private volatile byte[] packed;

    /** @param tree is not copied and must not change */
    public Members(ObjectNode tree) {
        this.tree = tree;
    }

    public ObjectNode tree() {
        return tree;
    }

    /** Must not be changed. */
    public byte[] packed(Packing packing) {
        byte[] known = packed;
        if (known == null) {
            known = packing.pack(tree);
            packed = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Members that && tree.equals(that.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }
}
