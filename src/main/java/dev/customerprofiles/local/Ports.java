package dev.customerprofiles.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the embedded servers. */
final class Ports {

    /** Embedded servers ask for no credentials, so nobody else may reach them. */
    static final String LOOPBACK = "127.0.0.1";

    /** Lets the system choose a free port. */
    static final int ANY = 0;

    private Ports() {}

    /** Answers the port, or fails with what the reader can do about it. */
    static int requireFree(int port, String server) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(LOOPBACK, port));
            return port;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The embedded %s cannot use port %d, something else is listening there. Stop that, or choose another port (see the ports under `customer-profiles.local` in application.properties)."
                            .formatted(server, port),
                    e);
        }
    }
}
