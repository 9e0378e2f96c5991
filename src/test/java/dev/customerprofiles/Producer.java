package dev.customerprofiles;

import java.util.concurrent.TimeUnit;

import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.DistributionMode;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.SenderOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/** A source system at the broker: knows the queue's name, and has a client of its own. */
public final class Producer implements AutoCloseable {

    private static final String QUEUE = "customer-profiles.events";

    private final Client client = Client.create();
    private final Connection connection;
    private final Sender sender;

    public Producer(String host, int port) throws ClientException {
        this(host, port, new ConnectionOptions());
    }

    /** @param options who it is */
    public Producer(String host, int port, ConnectionOptions options) throws ClientException {
        connection = client.connect(host, port, options);
        SenderOptions queue = new SenderOptions();
        queue.targetOptions().capabilities("queue");
        sender = connection.openSender(QUEUE, queue);
    }

    /** Sends a message and waits until the broker has it. */
    public void send(Message<?> message) throws ClientException {
        sender.send(message).awaitAccepted(30, TimeUnit.SECONDS);
    }

    /** How many messages nobody has taken from the queue yet, up to a hundred; they stay where they are. */
    public int waiting() throws Exception {
        ReceiverOptions looking = new ReceiverOptions().creditWindow(0);
        looking.sourceOptions().capabilities("queue").distributionMode(DistributionMode.COPY);
        try (Receiver receiver = connection.openReceiver(QUEUE, looking)) {
            receiver.addCredit(100).drain().get(30, TimeUnit.SECONDS);
            return (int) receiver.queuedDeliveries();
        }
    }

    @Override
    public void close() {
        connection.close();
        client.close();
    }
}
