package dev.customerprofiles.store.mongo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import com.mongodb.client.model.Filters;
import org.bson.BsonReader;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Write;

/** How the documents of one generation of a domain are stored. */
record Generation(String tag) {

    /** What is left where an insert was refused. */
    static final String STUB = "stub";

    private static final char SEPARATOR = '|';

    String id(String id) {
        return tag + SEPARATOR + Text.wellFormed(id);
    }

    String id(Ref ref) {
        return id(ref.id());
    }

    /** The refs by their stored ids. */
    Map<String, Ref> ids(Collection<Ref> refs) {
        Map<String, Ref> ids = new LinkedHashMap<>();
        refs.forEach(ref -> ids.put(id(ref), ref));
        return ids;
    }

    /** Every document of this generation, by id. */
    Bson everything() {
        return Filters.and(Filters.gte(Bodies.ID, tag + SEPARATOR), Filters.lt(Bodies.ID, end()));
    }

    /** What is greater than every stored id of this generation. */
    String end() {
        return tag + (char) (SEPARATOR + 1);
    }

    /** Every document of this generation, for indexes that begin with it. */
    Bson here() {
        return Filters.eq(Bodies.GENERATION, tag);
    }

    /** Neither removed nor refused. */
    static Bson present() {
        return Filters.and(Filters.exists(Document.ERASED, false), Filters.exists(STUB, false));
    }

    Bson standsAt(Ref ref, long seq) {
        return Filters.and(Filters.eq(Bodies.ID, id(ref)), Filters.eq(Bodies.SEQ, seq));
    }

    RawBsonDocument inserted(Write.Insert insert, long seq) {
        byte[] own = Raw.bytes(writer -> {
            writer.writeString(Bodies.ID, id(insert.ref()));
            writer.writeInt64(Bodies.SEQ, seq);
            writer.writeString(Bodies.GENERATION, tag);
        });
        return new RawBsonDocument(Raw.joined(own, insert.members().packed(BsonPacking.INSTANCE)));
    }

    RawBsonDocument stub(Ref ref, long seq) {
        return Raw.document(writer -> {
            writer.writeString(Bodies.ID, id(ref));
            writer.writeInt64(Bodies.SEQ, seq);
            writer.writeString(Bodies.GENERATION, tag);
            writer.writeBoolean(STUB, true);
        });
    }

    static RawBsonDocument updated(Write.Update update, long seq) {
        byte[] own = Raw.bytes(writer -> writer.writeInt64(Bodies.SEQ, seq));
        return Raw.document(writer -> {
            writer.writeName("$set");
            Raw.copy(Raw.joined(own, update.members().packed(BsonPacking.INSTANCE)), writer);
            if (!update.unset().isEmpty()) {
                writer.writeStartDocument("$unset");
                update.unset().forEach(name -> writer.writeString(Names.encode(Text.wellFormed(name)), ""));
                writer.writeEndDocument();
            }
        });
    }

    Document document(Kind kind, RawBsonDocument stored) {
        return document(new Ref(kind, refId(stored)), stored);
    }

    /** {@code Ref.id} of a stored document. */
    String refId(RawBsonDocument stored) {
        return stored.getString(Bodies.ID).getValue().substring(tag.length() + 1);
    }

    static Document document(Ref ref, RawBsonDocument stored) {
        try (BsonReader reader = Raw.reader(stored)) {
            reader.readStartDocument();
            return new Document(ref, seq(stored), Bodies.readMembers(reader));
        }
    }

    static long seq(RawBsonDocument stored) {
        return stored.getNumber(Bodies.SEQ).longValue();
    }
}
