package dev.customerprofiles.doors.amqp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonDelivery;
import io.vertx.proton.ProtonReceiver;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.message.Message;

/**
 * Takes events from the queue: many at a time, as many as the limit allows, each settled when its outcome is durable.
 *
 * <p>The broker's credit is what is left of the limits. While the database is away nothing is settled, the credit runs out and the
 * rest stays in the queue; nothing is given back, because every return counts as a failed delivery, and the tenth would move
 * a good event to the dead letters.
 */
@ApplicationScoped
class EventQueue implements BrokerLink {

    static final String ADDRESS = "customer-profiles.events";

    /** How many messages may be on their way: nobody knows their sizes before they are here. */
    private static final int WINDOW = 64;

    private final Intake intake;
    private final int limit;
    private final Clock clock;
    private final long sizeLimit;

    private ProtonReceiver receiver;
    private int granted;
    private long inFlightSize;
    private boolean leaving;
    private Runnable whenFinished;

    /** What is being worked on, and when it was sent. */
    private final Map<ProtonDelivery, Instant> inFlight = new ConcurrentHashMap<>();

    private volatile boolean open;

    EventQueue(Intake intake, EventSettings settings, MeterRegistry meters, Clock clock) {
        this.intake = intake;
        this.limit = settings.inFlight();
        this.clock = clock;
        this.sizeLimit = settings.inFlightSize().asLongValue();
        meters.gauge("customer.profiles.events.in.flight", inFlight, Map::size);
        TimeGauge.builder("customer.profiles.events.oldest", this::oldest, TimeUnit.MILLISECONDS)
                .description(
                        "How long ago the oldest event that is being worked on was sent; those in the queue are younger")
                .register(meters);
    }

    @Override
    public void open(ProtonConnection connection, Runnable broken) {
        ProtonReceiver opening = connection.createReceiver(ADDRESS);
        // without this, brokers may take the address for a topic and drop what is sent while nobody listens
        ((Source) opening.getSource()).setCapabilities(Symbol.valueOf("queue"));
        receiver = opening;
        opening.setPrefetch(0)
                .setAutoAccept(false)
                .handler((delivery, message) -> take(opening, delivery, message))
                .closeHandler(closed -> broken.run())
                .detachHandler(detached -> broken.run())
                .openHandler(opened -> {
                    if (opened.succeeded() && opening.getRemoteSource() != null) {
                        open = true;
                        granted = 0;
                        grant();
                    }
                })
                .open();
    }

    @Override
    public void lost() {
        open = false;
        receiver = null;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void leave() {
        leaving = true;
    }

    @Override
    public void finish(Runnable finished) {
        whenFinished = finished;
        open = false;
        intake.close();
        finishIfIdle();
    }

    private void take(ProtonReceiver from, ProtonDelivery delivery, Message message) {
        if (whenFinished != null) {
            delivery.disposition(Released.getInstance(), true);
            return;
        }
        Context context = Vertx.currentContext();
        Delivered delivered = Messages.read(message);
        inFlight.put(delivery, delivered.created() == null ? clock.instant() : delivered.created());
        inFlightSize += delivered.size();
        granted--;
        grant();
        // what is kept per piece of work, such as a database session, is refused to a context that all of them share
        VertxContext.createNewDuplicatedContext(context)
                .runOnContext(own -> intake.take(delivered, () -> open && from == receiver)
                        .subscribe()
                        .with(
                                verdict -> context.runOnContext(
                                        now -> settle(from, delivery, delivered.size(), state(verdict))),
                                failure -> context.runOnContext(
                                        now -> settle(from, delivery, delivered.size(), Released.getInstance()))));
    }

    private void settle(ProtonReceiver from, ProtonDelivery delivery, int size, DeliveryState state) {
        inFlight.remove(delivery);
        inFlightSize -= size;
        if (from == receiver) {
            delivery.disposition(state, true);
        }
        grant();
        finishIfIdle();
    }

    private long oldest() {
        Instant now = clock.instant();
        return inFlight.values().stream()
                .mapToLong(sent -> Duration.between(sent, now).toMillis())
                .max()
                .orElse(0);
    }

    /** Messages of an earlier connection take from the limits too, so it is the present one that gets their credit. */
    private void grant() {
        int room = inFlightSize < sizeLimit ? Math.min(WINDOW, limit - inFlight.size()) - granted : 0;
        // not a frame for every message
        if (open && !leaving && room > 0 && (granted == 0 || room >= WINDOW / 2)) {
            granted += room;
            receiver.flow(room);
        }
    }

    private void finishIfIdle() {
        if (whenFinished != null && inFlight.isEmpty()) {
            whenFinished.run();
        }
    }

    private static DeliveryState state(Intake.Verdict verdict) {
        return switch (verdict) {
            case DONE -> Accepted.getInstance();
            case UNDELIVERABLE -> new Rejected();
        };
    }
}
