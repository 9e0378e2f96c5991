package dev.customerprofiles.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import org.h2.mvstore.MVStore;

/** A MongoDB-compatible document server inside this process, reachable from this machine only. */
public final class EmbeddedDocuments implements AutoCloseable {

    /** How much a killed process may lose; an orderly stop loses nothing. */
    private static final int WRITE_BEHIND_MILLIS = 50;

    private final MongoServer server;

    private EmbeddedDocuments(H2Backend backend, int port) {
        server = new MongoServer(backend);
        try {
            server.bind(Ports.LOOPBACK, Ports.requireFree(port, "document server"));
        } catch (RuntimeException e) {
            server.shutdownNow();
            throw e;
        }
    }

    /** Starts an empty server on a free port; what it holds ends with it. */
    public static EmbeddedDocuments inMemory() {
        return inMemory(Ports.ANY);
    }

    /** Starts an empty server on a port; what it holds ends with it. */
    public static EmbeddedDocuments inMemory(int port) {
        return new EmbeddedDocuments(H2Backend.inMemory(), port);
    }

    /** Starts a server that keeps its data in a folder, which is created when it is missing. */
    public static EmbeddedDocuments keptIn(Path folder, int port) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MVStore store =
                MVStore.open(folder.resolve("documents.mv").toAbsolutePath().toString());
        store.setAutoCommitDelay(WRITE_BEHIND_MILLIS);
        return new EmbeddedDocuments(new H2Backend(store), port);
    }

    /** What a client connects to, such as {@code mongodb://127.0.0.1:27710}. */
    public String connectionString() {
        return connectionString(server.getLocalAddress().getPort());
    }

    /** The address of an embedded server on a port. */
    static String connectionString(int port) {
        return "mongodb://" + Ports.LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
