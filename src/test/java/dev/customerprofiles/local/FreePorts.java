package dev.customerprofiles.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Gives the embedded servers of a test run ports that are free on this machine, so that runs side by side do not meet.
 * Kept as system properties: the configuration is built in several class loaders, and all must see the same ports.
 */
public final class FreePorts implements ConfigSource {

    private static final Set<String> NAMES =
            Set.of("customer-profiles.local.documents-port", "customer-profiles.local.broker-port");

    public FreePorts() {
        synchronized (System.class) {
            for (String name : NAMES) {
                if (System.getProperty(name) == null) {
                    System.setProperty(name, Integer.toString(freePort()));
                }
            }
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return NAMES;
    }

    @Override
    public String getValue(String name) {
        return NAMES.contains(name) ? System.getProperty(name) : null;
    }

    @Override
    public String getName() {
        return "free ports";
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
