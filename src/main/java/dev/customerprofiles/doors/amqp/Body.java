package dev.customerprofiles.doors.amqp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The body of a message as text.
 *
 * @param text     what was sent; bytes that are not UTF-8 as a {@code data:} URL
 * @param readable whether it is text at all
 */
record Body(String text, boolean readable) {

    /** Beyond this, what is kept of a message that is rejected for its size is its beginning. */
    private static final int MOST_KEPT = 1_000_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static Body of(Object body) {
        if (body instanceof byte[] bytes) {
            return ofBytes(bytes);
        }
        if (body instanceof String text) {
            return new Body(text, true);
        }
        return new Body(body == null ? "" : String.valueOf(body), false);
    }

    /** What to keep of a body that no record can be read from. */
    String kept() {
        return text.length() <= MOST_KEPT ? text : text.substring(0, MOST_KEPT);
    }

    private static Body ofBytes(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Body(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, true);
        } catch (CharacterCodingException e) {
            return new Body(
                    "data:application/octet-stream;base64,"
                            + Base64.getEncoder().encodeToString(bytes),
                    false);
        }
    }
}
