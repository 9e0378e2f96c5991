package dev.customerprofiles.store.mongo;

import java.util.function.Consumer;

import org.bson.BsonBinaryWriter;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;

/** BSON documents as bytes. */
final class Raw {

    private Raw() {}

    static RawBsonDocument document(Consumer<BsonWriter> members) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            writer.writeStartDocument();
            members.accept(writer);
            writer.writeEndDocument();
            return new RawBsonDocument(buffer.toByteArray());
        }
    }

    static int size(RawBsonDocument document) {
        return document.getByteBuffer().remaining();
    }

    static byte[] bytes(RawBsonDocument document) {
        byte[] bytes = new byte[size(document)];
        document.getByteBuffer().get(bytes);
        return bytes;
    }
}
