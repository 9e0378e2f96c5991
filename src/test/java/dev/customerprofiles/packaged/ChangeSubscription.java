package dev.customerprofiles.packaged;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.ClientOptions;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/** A follower of the change events, for whom the broker keeps them while it is away. */
final class ChangeSubscription {

    private static final int LONGEST_SILENCE_SECONDS = 5;

    private final String host;
    private final int port;
    private final String name;
    private final Map<String, Long> newest = new HashMap<>();
    private final Set<String> created = new HashSet<>();
    private int received;

    /** Subscribes, and goes away. */
    ChangeSubscription(String host, int port, String name) throws ClientException {
        this.host = host;
        this.port = port;
        this.name = name;
        try (Client client = client();
                Connection connection = client.connect(host, port)) {
            Receiver receiver = open(connection);
            receiver.source();
            receiver.detach();
        }
    }

    /** Takes in all there is, keeping for each profile of a domain the highest seq. */
    void read(String domain) throws ClientException {
        try (Client client = client();
                Connection connection = client.connect(host, port)) {
            Receiver receiver = open(connection);
            for (Delivery delivery = receiver.receive(LONGEST_SILENCE_SECONDS, TimeUnit.SECONDS);
                    delivery != null;
                    delivery = receiver.receive(LONGEST_SILENCE_SECONDS, TimeUnit.SECONDS)) {
                take(delivery.message(), domain);
            }
            receiver.close();
        }
    }

    /** By profile id. */
    Map<String, Long> newest() {
        return newest;
    }

    Set<String> created() {
        return created;
    }

    int received() {
        return received;
    }

    private void take(Message<?> message, String domain) throws ClientException {
        if (!domain.equals(message.property("cloudEvents_domain"))) {
            return;
        }
        received++;
        String profile = (String) message.property("cloudEvents_subject");
        newest.merge(profile, ((Number) message.property("cloudEvents_seq")).longValue(), Math::max);
        if ("customer-profiles.profile.created".equals(message.property("cloudEvents_type"))) {
            created.add(profile);
        }
    }

    private Client client() {
        return Client.create(new ClientOptions().id(name));
    }

    /** Not known to the broker before its answer has come, which the first question waits for. */
    private Receiver open(Connection connection) throws ClientException {
        ReceiverOptions options = new ReceiverOptions().creditWindow(1000);
        options.sourceOptions().capabilities("topic");
        return connection.openDurableReceiver("customer-profiles.changes", name, options);
    }
}
