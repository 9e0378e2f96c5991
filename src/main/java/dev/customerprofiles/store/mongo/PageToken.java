package dev.customerprofiles.store.mongo;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.mongodb.client.model.Filters;
import org.bson.conversions.Bson;

import dev.customerprofiles.store.BadPageToken;

/**
 * The last document of a page in a list that is newest first: pages stay right while newer documents come in.
 *
 * @param at         its time
 * @param tieBreaker what orders documents of the same time, ascending
 */
record PageToken(long at, String tieBreaker) {

    static PageToken parse(String token) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            long at = bytes.getLong();
            return new PageToken(
                    at, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (IllegalArgumentException | BufferUnderflowException | CharacterCodingException e) {
            throw new BadPageToken();
        }
    }

    String text() {
        byte[] tie = tieBreaker.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + tie.length)
                .putLong(at)
                .put(tie)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What comes after it in a list ordered by time descending, then by this field ascending. */
    Bson next(String tieBreakerField) {
        return Filters.and(
                Filters.lte(Fields.AT, at),
                Filters.or(
                        Filters.lt(Fields.AT, at),
                        Filters.and(Filters.eq(Fields.AT, at), Filters.gt(tieBreakerField, tieBreaker))));
    }
}
