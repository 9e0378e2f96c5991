package dev.customerprofiles.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to a server. Shut: whoever is on it is thrown out, and nobody gets through. Silent: everybody stays on it, but nothing
 * gets through.
 */
final class Gate implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
    private final String host;
    private final int port;
    private volatile boolean shut;
    private volatile CompletableFuture<Void> silence = CompletableFuture.completedFuture(null);

    private Gate(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        daemon(this::letThrough);
    }

    static Gate to(String host, int port) {
        try {
            return new Gate(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Gate to(String uri) {
        return to(URI.create(uri).getHost(), URI.create(uri).getPort());
    }

    int port() {
        return door.getLocalPort();
    }

    void shut() {
        shut = true;
        passing.forEach(Gate::end);
    }

    void silence() {
        silence = new CompletableFuture<>();
    }

    void open() {
        shut = false;
        silence.complete(null);
    }

    @Override
    public void close() {
        shut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void letThrough() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                if (shut) {
                    end(caller);
                } else {
                    connect(caller, new Socket(host, port));
                }
            } catch (IOException nobodyThere) {
                // the next one may have more luck
            }
        }
    }

    private void connect(Socket caller, Socket server) {
        passing.add(caller);
        passing.add(server);
        daemon(() -> pass(caller, server));
        daemon(() -> pass(server, caller));
    }

    private void pass(Socket from, Socket to) {
        try {
            byte[] some = new byte[64 * 1024];
            for (int size = from.getInputStream().read(some);
                    size >= 0;
                    size = from.getInputStream().read(some)) {
                silence.join();
                to.getOutputStream().write(some, 0, size);
            }
        } catch (IOException gone) {
            // ended below
        } finally {
            end(from);
            end(to);
            passing.remove(from);
            passing.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }
}
