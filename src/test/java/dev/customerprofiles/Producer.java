package dev.customerprofiles;

import java.util.concurrent.TimeUnit;

import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.SenderOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/** A source system at the broker: knows the queue's name, and has a client of its own. */
public final class Producer implements AutoCloseable {

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
        sender = connection.openSender("customer-profiles.events", queue);
    }

    /** Sends a message and waits until the broker has it. */
    public void send(Message<?> message) throws ClientException {
        sender.send(message).awaitAccepted(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        connection.close();
        client.close();
    }
}
