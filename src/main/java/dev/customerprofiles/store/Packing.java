package dev.customerprofiles.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies of documents as bytes that are kept in memory. */
public interface Packing {

    byte[] pack(ObjectNode body);

    /** A body that the store would give back for the one that was packed. */
    ObjectNode unpack(byte[] packed);
}
