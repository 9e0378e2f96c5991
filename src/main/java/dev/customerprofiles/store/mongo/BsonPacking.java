package dev.customerprofiles.store.mongo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bson.BsonReader;

import dev.customerprofiles.store.Packing;

/** Bodies as they are stored, so that one that was kept in memory and one that was read cannot be told apart. */
public final class BsonPacking implements Packing {

    public static final BsonPacking INSTANCE = new BsonPacking();

    private BsonPacking() {}

    @Override
    public byte[] pack(ObjectNode body) {
        return Raw.bytes(writer -> Bodies.writeMembers(writer, body));
    }

    @Override
    public ObjectNode unpack(byte[] packed) {
        try (BsonReader reader = Raw.reader(packed)) {
            reader.readStartDocument();
            return Bodies.readMembers(reader);
        }
    }
}
