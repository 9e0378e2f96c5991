package dev.customerprofiles.core.state;

import java.nio.ByteBuffer;

/** Short stand-ins for what a decision has read or written; two that collide cost a second decision, never a wrong one. */
final class Tokens {

    private Tokens() {}

    static long of(String name) {
        return ByteBuffer.wrap(Sha256.of(name)).getLong();
    }
}
