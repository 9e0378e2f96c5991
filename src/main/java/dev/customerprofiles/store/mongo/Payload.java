package dev.customerprofiles.store.mongo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Members;
import dev.customerprofiles.store.Write;

/**
 * The writes of a commit as one binary value: much cheaper for the server than nested documents, and nothing in them is ever
 * queried.
 */
final class Payload {

    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::collection, Function.identity()));

    private static final String WRITES = "writes";
    private static final String KIND = "kind";
    private static final String ID = "id";
    private static final String BODY = "body";
    private static final String BEFORE = "before";
    private static final String SET = "set";
    private static final String UNSET = "unset";

    private Payload() {}

    static byte[] encode(List<Write> writes) {
        return Raw.bytes(writer -> {
            writer.writeStartArray(WRITES);
            for (Write write : writes) {
                writer.writeStartDocument();
                members(writer, write);
                writer.writeEndDocument();
            }
            writer.writeEndArray();
        });
    }

    private static void members(BsonWriter writer, Write write) {
        writer.writeString(KIND, write.ref().kind().collection());
        writer.writeString(ID, Text.wellFormed(write.ref().id()));
        if (write instanceof Write.Insert insert) {
            body(writer, BODY, insert.members());
        } else if (write instanceof Write.Update update) {
            writer.writeInt64(BEFORE, update.before());
            body(writer, SET, update.members());
            writer.writeStartArray(UNSET);
            update.unset().forEach(name -> writer.writeString(Text.wellFormed(name)));
            writer.writeEndArray();
        } else if (write instanceof Write.Purge purge) {
            writer.writeInt64(BEFORE, purge.before());
        }
    }

    private static void body(BsonWriter writer, String name, Members members) {
        writer.writeName(name);
        Raw.copy(members.packed(BsonPacking.INSTANCE), writer);
    }

    static List<Write> decode(byte[] payload) {
        List<Write> writes = new ArrayList<>();
        try (BsonReader reader = Raw.reader(payload)) {
            reader.readStartDocument();
            reader.readName(WRITES);
            reader.readStartArray();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                writes.add(write(reader));
            }
        }
        return writes;
    }

    private static Write write(BsonReader reader) {
        reader.readStartDocument();
        Ref ref = new Ref(KINDS.get(reader.readString(KIND)), reader.readString(ID));
        Write write;
        if (reader.readBsonType() == BsonType.DOCUMENT) {
            write = new Write.Insert(ref, body(reader));
        } else {
            reader.skipName();
            long before = reader.readInt64();
            write = reader.readBsonType() == BsonType.END_OF_DOCUMENT
                    ? new Write.Purge(ref, before)
                    : new Write.Update(ref, before, body(reader), names(reader));
        }
        reader.readEndDocument();
        return write;
    }

    private static ObjectNode body(BsonReader reader) {
        reader.readName();
        reader.readStartDocument();
        ObjectNode body = Bodies.readMembers(reader);
        reader.readEndDocument();
        return body;
    }

    private static Set<String> names(BsonReader reader) {
        Set<String> names = new LinkedHashSet<>();
        reader.readName(UNSET);
        reader.readStartArray();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            names.add(reader.readString());
        }
        reader.readEndArray();
        return names;
    }
}
