package dev.customerprofiles.doors.amqp;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonClientOptions;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.ChangeFeed;
import dev.customerprofiles.doors.EventMetrics;
import dev.customerprofiles.ingest.Ingest;

import static org.awaitility.Awaitility.await;

/** The AMQP doors of one instance, over a real connection. */
final class Service implements AutoCloseable {

    static final Domain DEMO = new Domain("demo", "g1");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ChangeFeed feed = new ChangeFeed();
    final ChangeTopic changes;

    private final Vertx vertx = Vertx.vertx();
    private final Broker broker;

    private Service(int port, Ingest ingest, FakeSources sources, int inFlight) {
        EventSettings settings = new FixedSettings(inFlight, Optional.empty());
        Intake intake = new Intake(
                new Resolver(sources, settings), ingest, new EventMetrics(meters), settings, Clock.systemUTC());
        this.changes = new ChangeTopic(settings, feed);
        this.broker = new Broker(
                vertx,
                new BrokerAddress("127.0.0.1", port, null, null, new ProtonClientOptions()),
                settings,
                List.of(
                        new EventQueue(intake, settings, meters, Clock.systemUTC()),
                        changes,
                        new ChangeSubscription(feed)));
    }

    /** Starts an instance with one domain, {@code demo}, and waits until it is ready. */
    static Service start(int port, Ingest ingest) {
        return start(port, ingest, oneDomain(), 64);
    }

    static Service start(int port, Ingest ingest, FakeSources sources, int inFlight) {
        Service service = startUnready(port, ingest, sources, inFlight);
        service.awaitReady();
        return service;
    }

    static Service startUnready(int port, Ingest ingest, FakeSources sources, int inFlight) {
        Service service = new Service(port, ingest, sources, inFlight);
        service.broker.start(null);
        return service;
    }

    static FakeSources oneDomain() {
        return new FakeSources().domain(DEMO).registered("crm://one", DEMO, "Own", Map.of());
    }

    boolean isReady() {
        return broker.isReady();
    }

    void awaitReady() {
        await().until(this::isReady);
    }

    @Override
    public void close() {
        broker.stop(null);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
