package dev.customerprofiles.packaged;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.SenderOptions;
import org.apache.qpid.protonj2.client.Tracker;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/** Sends messages until the broker has them or its thread is interrupted, however often the broker dies; some arrive more than once. */
final class PersistentProducer implements AutoCloseable {

    private static final int UNDER_WAY = 100;
    private static final int PATIENCE_SECONDS = 60;

    private final Client client = Client.create();
    private final String host;
    private final int port;
    private final AtomicInteger sent = new AtomicInteger();
    private Connection connection;
    private Sender sender;

    PersistentProducer(String host, int port) {
        this.host = host;
        this.port = port;
    }

    private record UnderWay(Crowd.Sent message, Tracker tracker) {}

    void send(List<Crowd.Sent> messages) {
        Deque<Crowd.Sent> waiting = new ArrayDeque<>(messages);
        Deque<UnderWay> underWay = new ArrayDeque<>();
        while (!Thread.currentThread().isInterrupted() && !(waiting.isEmpty() && underWay.isEmpty())) {
            try {
                if (underWay.size() == UNDER_WAY || waiting.isEmpty()) {
                    underWay.peek().tracker().awaitAccepted(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    underWay.remove();
                } else {
                    underWay.add(new UnderWay(
                            waiting.peek(), sender().send(waiting.peek().message())));
                    waiting.remove();
                    sent.incrementAndGet();
                }
            } catch (ClientException brokerGone) {
                disconnect();
                List<UnderWay> again = new ArrayList<>(underWay);
                underWay.clear();
                for (int i = again.size() - 1; i >= 0; i--) {
                    waiting.addFirst(again.get(i).message());
                }
            }
        }
    }

    /** How many messages, counting those twice that were sent twice. */
    int sent() {
        return sent.get();
    }

    private Sender sender() throws ClientException {
        if (sender == null) {
            connection = client.connect(host, port);
            SenderOptions queue = new SenderOptions();
            queue.targetOptions().capabilities("queue");
            sender = connection.openSender("customer-profiles.events", queue);
        }
        return sender;
    }

    private void disconnect() {
        if (connection != null) {
            connection.closeAsync();
        }
        connection = null;
        sender = null;
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        client.closeAsync();
    }
}
