package dev.customerprofiles.store.mongo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;

/** BSON documents as bytes. */
final class Raw {

    /** How long a document without members is: its length, and its end. */
    private static final int EMPTY = Integer.BYTES + 1;

    private Raw() {}

    static RawBsonDocument document(Consumer<BsonWriter> members) {
        return new RawBsonDocument(bytes(members));
    }

    static byte[] bytes(Consumer<BsonWriter> members) {
        try (Output buffer = new Output();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            writer.writeStartDocument();
            members.accept(writer);
            writer.writeEndDocument();
            return buffer.toByteArray();
        }
    }

    /** A document with the members of two. */
    static byte[] joined(byte[] one, byte[] other) {
        int length = one.length + other.length - EMPTY;
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .put(one, Integer.BYTES, one.length - EMPTY)
                .put(other, Integer.BYTES, other.length - Integer.BYTES)
                .array();
    }

    /** Writes a document as the value that the writer has come to. */
    static void copy(byte[] document, BsonWriter into) {
        try (BsonReader reader = reader(document)) {
            into.pipe(reader);
        }
    }

    static BsonReader reader(byte[] document) {
        return new BsonBinaryReader(ByteBuffer.wrap(document));
    }

    /** The document's own reader would decode all of it first. */
    static BsonReader reader(RawBsonDocument document) {
        return new BsonBinaryReader(document.getByteBuffer().asNIO());
    }

    /** Writes a text as one piece, not character by character. The texts are well-formed, and names hold no NUL. */
    private static final class Output extends BasicOutputBuffer {

        @Override
        public void writeString(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            writeInt32(bytes.length + 1);
            writeBytes(bytes);
            writeByte(0);
        }

        @Override
        public void writeCString(String name) {
            writeBytes(name.getBytes(StandardCharsets.UTF_8));
            writeByte(0);
        }
    }
}
