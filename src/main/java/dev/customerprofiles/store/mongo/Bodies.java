package dev.customerprofiles.store.mongo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bson.BsonBinary;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.types.Decimal128;

/**
 * The bodies of documents as BSON, member by member without a tree in between. Every JSON value comes back as the same
 * JSON; {@code int} and {@code long} stay what they are, other numbers may come back in another Java type of the same value.
 */
final class Bodies {

    /** The one member that is a date in the database, because a TTL index needs one; in a body it is epoch milliseconds. */
    static final String EXPIRES = "expires";

    static final String ID = "_id";
    static final String SEQ = "seq";
    static final String GENERATION = "g";

    private static final Set<String> OWN = Set.of(ID, SEQ, GENERATION);

    /** Marks a number that is too long for every number type of BSON, kept as its digits. */
    private static final byte LONG_NUMBER = (byte) 0x80;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Bodies() {}

    /** Writes the members of a body into a document that the caller has begun. */
    static void writeMembers(BsonWriter writer, ObjectNode body) {
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            if (OWN.contains(member.getKey())) {
                throw new IllegalArgumentException("the store itself keeps the member " + member.getKey());
            }
            writer.writeName(Names.encode(Text.wellFormed(member.getKey())));
            if (member.getKey().equals(EXPIRES) && member.getValue().isIntegralNumber()) {
                writer.writeDateTime(member.getValue().longValue());
            } else {
                write(writer, member.getValue());
            }
        }
    }

    static void write(BsonWriter writer, JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                writer.writeStartDocument();
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    writer.writeName(Names.encode(Text.wellFormed(member.getKey())));
                    write(writer, member.getValue());
                }
                writer.writeEndDocument();
            }
            case ARRAY -> {
                writer.writeStartArray();
                value.forEach(element -> write(writer, element));
                writer.writeEndArray();
            }
            case STRING -> writer.writeString(Text.wellFormed(value.textValue()));
            case NUMBER -> writeNumber(writer, value);
            case BOOLEAN -> writer.writeBoolean(value.booleanValue());
            case NULL -> writer.writeNull();
            case BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("a body holds JSON values only, not " + value.getNodeType());
        }
    }

    private static void writeNumber(BsonWriter writer, JsonNode number) {
        switch (number.numberType()) {
            case INT -> writer.writeInt32(number.intValue());
            case LONG -> writer.writeInt64(number.longValue());
            case FLOAT, DOUBLE -> writer.writeDouble(number.doubleValue());
            case BIG_INTEGER -> writeBig(writer, number.bigIntegerValue());
            case BIG_DECIMAL -> writeDecimal(writer, number.decimalValue());
        }
    }

    private static void writeBig(BsonWriter writer, BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            writer.writeInt64(number.longValue());
        } else {
            writeDecimal(writer, new BigDecimal(number));
        }
    }

    private static void writeDecimal(BsonWriter writer, BigDecimal number) {
        Decimal128 decimal = exact(number);
        if (decimal == null) {
            byte[] digits = number.toString().getBytes(StandardCharsets.US_ASCII);
            writer.writeBinaryData(new BsonBinary(LONG_NUMBER, digits));
        } else {
            writer.writeDecimal128(decimal);
        }
    }

    /** Where it does not fit exactly, Decimal128 throws, or rescales, which would change how the number is written. */
    private static Decimal128 exact(BigDecimal number) {
        try {
            Decimal128 decimal = new Decimal128(number);
            return decimal.bigDecimalValue().equals(number) ? decimal : null;
        } catch (NumberFormatException tooLong) {
            return null;
        }
    }

    /** Reads the remaining members of a document that the caller has begun, except those that the store keeps for itself. */
    static ObjectNode readMembers(BsonReader reader) {
        ObjectNode body = NODES.objectNode();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            String name = reader.readName();
            if (OWN.contains(name)) {
                reader.skipValue();
            } else {
                body.set(Names.decode(name), read(reader));
            }
        }
        return body;
    }

    /** Reads the value that the reader stands at. */
    static JsonNode read(BsonReader reader) {
        return switch (reader.getCurrentBsonType()) {
            case DOCUMENT -> readObject(reader);
            case ARRAY -> readArray(reader);
            case STRING -> NODES.textNode(reader.readString());
            case INT32 -> NODES.numberNode(reader.readInt32());
            case INT64 -> NODES.numberNode(reader.readInt64());
            case DOUBLE -> NODES.numberNode(reader.readDouble());
            case DECIMAL128 -> number(reader.readDecimal128().bigDecimalValue());
            case BINARY ->
                number(new BigDecimal(new String(reader.readBinaryData().getData(), StandardCharsets.US_ASCII)));
            case DATE_TIME -> NODES.numberNode(reader.readDateTime());
            case BOOLEAN -> NODES.booleanNode(reader.readBoolean());
            case NULL -> {
                reader.readNull();
                yield NODES.nullNode();
            }
            default -> throw new IllegalStateException("nothing here writes " + reader.getCurrentBsonType());
        };
    }

    private static JsonNode number(BigDecimal number) {
        return number.scale() == 0 ? BigIntegerNode.valueOf(number.unscaledValue()) : DecimalNode.valueOf(number);
    }

    private static ObjectNode readObject(BsonReader reader) {
        ObjectNode object = NODES.objectNode();
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            String name = Names.decode(reader.readName());
            object.set(name, read(reader));
        }
        reader.readEndDocument();
        return object;
    }

    private static ArrayNode readArray(BsonReader reader) {
        ArrayNode array = NODES.arrayNode();
        reader.readStartArray();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            array.add(read(reader));
        }
        reader.readEndArray();
        return array;
    }
}
