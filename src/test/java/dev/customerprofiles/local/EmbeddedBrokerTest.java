package dev.customerprofiles.local;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedBrokerTest {

    @TempDir
    Path folder;

    @Test
    void a_durable_event_survives_a_restart_of_the_broker() throws Exception {
        try (var broker = EmbeddedBroker.keptIn(folder, Ports.ANY);
                var client = Client.create();
                var connection = client.connect("127.0.0.1", broker.port())) {
            connection
                    .openSender(EmbeddedBroker.EVENTS, EmbeddedServersTest.queueSender())
                    .send(Message.create("an event").durable(true))
                    .awaitSettlement();
        }

        try (var broker = EmbeddedBroker.keptIn(folder, Ports.ANY);
                var client = Client.create();
                var connection = client.connect("127.0.0.1", broker.port())) {
            var delivery = connection
                    .openReceiver(EmbeddedBroker.EVENTS, EmbeddedServersTest.queueReceiver())
                    .receive(10, TimeUnit.SECONDS);

            assertThat(delivery.<String>message().body()).isEqualTo("an event");
        }
    }

    @Test
    void every_subscriber_of_the_changes_gets_each_message() throws Exception {
        try (var broker = EmbeddedBroker.inMemory();
                var client = Client.create();
                var connection = client.connect("127.0.0.1", broker.port())) {
            var one =
                    connection.openReceiver(EmbeddedBroker.CHANGES).openFuture().get();
            var other =
                    connection.openReceiver(EmbeddedBroker.CHANGES).openFuture().get();

            connection
                    .openSender(EmbeddedBroker.CHANGES)
                    .send(Message.create("a change"))
                    .awaitSettlement();

            assertThat(one.receive(10, TimeUnit.SECONDS).<String>message().body())
                    .isEqualTo("a change");
            assertThat(other.receive(10, TimeUnit.SECONDS).<String>message().body())
                    .isEqualTo("a change");
        }
    }

    @Test
    void a_taken_port_is_refused_with_what_to_do_about_it() {
        try (var broker = EmbeddedBroker.inMemory()) {
            int taken = broker.port();

            assertThatThrownBy(() -> EmbeddedBroker.inMemory(taken))
                    .hasMessageContaining("port " + taken)
                    .hasMessageContaining("customer-profiles.local");
        }
    }
}
