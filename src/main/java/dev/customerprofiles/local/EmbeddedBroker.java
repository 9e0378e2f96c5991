package dev.customerprofiles.local;

import java.nio.file.Path;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An AMQP 1.0 broker inside this process, reachable from this machine only. */
public final class EmbeddedBroker implements AutoCloseable {

    /** Where integration events arrive: durable, each message to one consumer. */
    public static final String EVENTS = "customer-profiles.events";

    /** Where changes of profiles are published: each message to every subscriber. */
    public static final String CHANGES = "customer-profiles.changes";

    /** Where messages end that were delivered in vain too often, or expired. */
    public static final String DEAD_LETTERS = "customer-profiles.dead-letters";

    private static final String ACCEPTOR = "amqp";

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    private EmbeddedBroker(Configuration configuration, int port) {
        try {
            configuration
                    .setName("customer-profiles-local")
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    // the disk of a development machine is often nearly full; by default that would block every
                    // producer
                    .setMaxDiskUsage(-1)
                    .addAcceptorConfiguration(
                            ACCEPTOR,
                            "tcp://%s:%d?protocols=AMQP;useEpoll=false;useKQueue=false"
                                    .formatted(Ports.LOOPBACK, Ports.requireFree(port, "AMQP broker")))
                    .addAddressSetting(
                            "#",
                            new AddressSettings()
                                    .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                                    .setExpiryAddress(SimpleString.of(DEAD_LETTERS)))
                    .addAddressConfiguration(queue(EVENTS))
                    .addAddressConfiguration(queue(DEAD_LETTERS))
                    .addAddressConfiguration(
                            new CoreAddressConfiguration().setName(CHANGES).addRoutingType(RoutingType.MULTICAST));
            broker.setConfiguration(configuration).start();
            if (!broker.getActiveMQServer().isActive()) {
                throw new IllegalStateException("The embedded AMQP broker did not start; its log says why");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The embedded AMQP broker did not start", e);
        }
    }

    /** Starts a broker on a free port; what it holds ends with it. */
    public static EmbeddedBroker inMemory() {
        return inMemory(Ports.ANY);
    }

    /** Starts a broker on a port; what it holds ends with it. */
    public static EmbeddedBroker inMemory(int port) {
        return new EmbeddedBroker(new ConfigurationImpl().setPersistenceEnabled(false), port);
    }

    /** Starts a broker that keeps its messages in a folder, which is created when it is missing. */
    public static EmbeddedBroker keptIn(Path folder, int port) {
        return new EmbeddedBroker(
                new ConfigurationImpl()
                        .setPersistenceEnabled(true)
                        .setJournalType(JournalType.NIO)
                        .setJournalFileSize(1024 * 1024)
                        .setJournalDirectory(inside(folder, "journal"))
                        .setBindingsDirectory(inside(folder, "bindings"))
                        .setPagingDirectory(inside(folder, "paging"))
                        .setLargeMessagesDirectory(inside(folder, "large-messages")),
                port);
    }

    /** The port that AMQP clients connect to, on the loopback interface. */
    public int port() {
        return ((NettyAcceptor) broker.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR)).getActualPort();
    }

    @Override
    public void close() {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The embedded AMQP broker did not stop", e);
        }
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }

    private static String inside(Path folder, String name) {
        return folder.resolve(name).toAbsolutePath().toString();
    }
}
