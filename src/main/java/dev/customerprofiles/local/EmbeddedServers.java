package dev.customerprofiles.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The document server and the broker of a machine that has none. Each starts only when the clients are configured for its
 * address; whoever configures another address gets what is there.
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
class EmbeddedServers {

    private static final Logger LOG = Logger.getLogger(EmbeddedServers.class);

    private final String documents;
    private final int documentsPort;
    private final String brokerHost;
    private final int brokerPort;
    private final int localBrokerPort;
    private final Optional<Path> folder;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    EmbeddedServers(
            @ConfigProperty(name = "quarkus.mongodb.connection-string") String documents,
            @ConfigProperty(name = "amqp-host") String brokerHost,
            @ConfigProperty(name = "amqp-port") int brokerPort,
            @ConfigProperty(name = "customer-profiles.local.documents-port") int documentsPort,
            @ConfigProperty(name = "customer-profiles.local.broker-port") int localBrokerPort,
            @ConfigProperty(name = "customer-profiles.local.folder") Optional<Path> folder) {
        this.documents = documents;
        this.brokerHost = brokerHost;
        this.brokerPort = brokerPort;
        this.documentsPort = documentsPort;
        this.localBrokerPort = localBrokerPort;
        this.folder = folder;
    }

    /** Runs ahead of every other observer, so that the first connection attempt already succeeds. */
    void start(@Observes @Priority(1) StartupEvent event) {
        try {
            if (documents.equals(EmbeddedDocuments.connectionString(documentsPort))) {
                running.push(folder.map(kept -> EmbeddedDocuments.keptIn(kept.resolve("documents"), documentsPort))
                        .orElseGet(() -> EmbeddedDocuments.inMemory(documentsPort)));
                LOG.infof("Embedded document server on port %d, %s", documentsPort, where());
            }
            if (brokerHost.equals(Ports.LOOPBACK) && brokerPort == localBrokerPort) {
                running.push(folder.map(kept -> EmbeddedBroker.keptIn(kept.resolve("broker"), localBrokerPort))
                        .orElseGet(() -> EmbeddedBroker.inMemory(localBrokerPort)));
                LOG.infof("Embedded AMQP broker on port %d, %s", localBrokerPort, where());
            }
        } catch (RuntimeException e) {
            stop(event);
            throw e;
        }
    }

    /** Runs after the clients are gone, so that none of them sees its server vanish. */
    void stop(@Observes @Destroyed(ApplicationScoped.class) Object event) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.warn("An embedded server did not stop cleanly", e);
            }
        }
    }

    private String where() {
        return folder.map(kept -> "data kept in " + kept).orElse("in memory");
    }
}
