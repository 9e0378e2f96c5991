package dev.customerprofiles.doors.amqp;

import io.vertx.proton.ProtonClientOptions;

/**
 * Where the broker is and how to be let in.
 *
 * @param username or null
 * @param password or null
 */
record BrokerAddress(String host, int port, String username, String password, ProtonClientOptions options) {

    /** Without a sign of life for twice this long, the broker counts as gone. */
    private static final int HEARTBEAT_MILLIS = 10_000;

    private static final int CONNECT_MILLIS = 5_000;

    BrokerAddress {
        options.setHeartbeat(HEARTBEAT_MILLIS).setConnectTimeout(CONNECT_MILLIS);
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
