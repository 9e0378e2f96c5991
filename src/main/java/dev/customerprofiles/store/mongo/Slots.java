package dev.customerprofiles.store.mongo;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import com.mongodb.client.model.Filters;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.conversions.Bson;

import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.ProfileChange;
import dev.customerprofiles.store.Write;

/**
 * The ring that a domain's commit log lives in: commit n is kept in slot n mod ring size, until commit n + ring size takes it.
 */
record Slots(Generation generation, int ringSize) {

    static final String NUMBER = "n";
    static final String DONE = "done";
    static final String NONCE = "nonce";
    static final String WRITES = "writes";
    static final String CHANGES = "changes";
    static final String ASKED = "asked";

    private static final String AT = "at";
    private static final String TOKENS = "tokens";
    private static final String PROFILE = "profile";
    private static final String TYPE = "type";

    Slots {
        if (ringSize < 1) {
            throw new IllegalArgumentException("a ring has at least one slot");
        }
    }

    String id(long number) {
        return generation.id(Long.toString(number % ringSize));
    }

    /** Whether a commit is of the ring's first round, so that its slot does not exist yet. */
    boolean first(long number) {
        return number <= ringSize;
    }

    /** The slot that this commit may replace. */
    Bson free(long number) {
        return Filters.and(
                Filters.eq(Bodies.ID, id(number)), Filters.eq(NUMBER, number - ringSize), Filters.eq(DONE, true));
    }

    /** The slot, as long as this commit is in it. */
    Bson heldBy(Commit commit) {
        return Filters.and(
                Filters.eq(Bodies.ID, id(commit.number())),
                Filters.eq(NUMBER, commit.number()),
                Filters.eq(NONCE, commit.nonce()));
    }

    /** The slot, as long as the commit with this number is in it and not done. */
    Bson open(long number) {
        return Filters.and(Filters.eq(Bodies.ID, id(number)), Filters.eq(NUMBER, number), Filters.eq(DONE, false));
    }

    BsonDocument slot(Commit commit, byte[] payload) {
        BsonDocument slot = new BsonDocument(Bodies.ID, new BsonString(id(commit.number())))
                .append(Bodies.GENERATION, new BsonString(generation.tag()))
                .append(NUMBER, new BsonInt64(commit.number()))
                .append(NONCE, new BsonString(commit.nonce()))
                .append(AT, new BsonInt64(commit.at().toEpochMilli()))
                .append(DONE, BsonBoolean.valueOf(commit.done()))
                .append(TOKENS, new BsonBinary(tokens(commit.tokens())));
        return commit.done()
                ? slot
                : slot.append(WRITES, new BsonBinary(Deflated.of(payload))).append(CHANGES, changes(commit.changes()));
    }

    static Commit commit(BsonDocument slot) {
        return new Commit(
                slot.getNumber(NUMBER).longValue(),
                slot.getString(NONCE).getValue(),
                Instant.ofEpochMilli(slot.getNumber(AT).longValue()),
                slot.getBoolean(DONE).getValue(),
                tokens(slot.getBinary(TOKENS).getData()),
                slot.containsKey(WRITES)
                        ? Payload.decode(Deflated.inflate(slot.getBinary(WRITES).getData()))
                        : List.<Write>of(),
                changes(slot.getArray(CHANGES, new BsonArray())));
    }

    static SortedMap<Long, String> nonces(List<BsonDocument> slots) {
        SortedMap<Long, String> nonces = new TreeMap<>();
        slots.forEach(slot -> nonces.put(
                slot.getNumber(NUMBER).longValue(), slot.getString(NONCE).getValue()));
        return nonces;
    }

    private static byte[] tokens(Set<Long> tokens) {
        ByteBuffer bytes = ByteBuffer.allocate(tokens.size() * Long.BYTES);
        tokens.forEach(bytes::putLong);
        return bytes.array();
    }

    private static Set<Long> tokens(byte[] bytes) {
        LongBuffer longs = ByteBuffer.wrap(bytes).asLongBuffer();
        Set<Long> tokens = new HashSet<>();
        while (longs.hasRemaining()) {
            tokens.add(longs.get());
        }
        return tokens;
    }

    private static BsonArray changes(List<ProfileChange> changes) {
        BsonArray array = new BsonArray(changes.size());
        for (ProfileChange change : changes) {
            array.add(new BsonDocument(PROFILE, new BsonString(change.profileId()))
                    .append(TYPE, new BsonString(change.type().name())));
        }
        return array;
    }

    private static List<ProfileChange> changes(BsonArray array) {
        return array.stream()
                .map(change -> new ProfileChange(
                        change.asDocument().getString(PROFILE).getValue(),
                        ProfileChange.Type.valueOf(
                                change.asDocument().getString(TYPE).getValue())))
                .toList();
    }
}
