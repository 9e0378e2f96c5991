package dev.customerprofiles.doors.amqp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonClient;
import io.vertx.proton.ProtonConnection;
import org.jboss.logging.Logger;

/**
 * Keeps one connection to the broker, and makes a new one, after a pause that grows, whenever it is lost.
 *
 * <p>The channels of Quarkus are not used, because they lose messages: an incoming channel parses the body of whatever calls
 * itself {@code application/json} before anyone can look at it, and what is not JSON is logged with its content and then neither
 * delivered nor settled. They also take up to a thousand messages more than are being worked on, and an outgoing channel
 * is dead for good after a number of failed attempts.
 */
@ApplicationScoped
class Broker {

    private static final Logger LOG = Logger.getLogger(Broker.class);

    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long PATIENCE_MILLIS = 15_000;

    /** How long a shutdown waits for what is under way; the rest is delivered again. */
    private static final Duration LAST_WORK = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final BrokerAddress address;
    private final EventSettings settings;
    private final List<BrokerLink> links;

    private Context context;

    // all below is touched on the context only
    private ProtonConnection connection;
    private int attempt;
    private long pause = SHORTEST_PAUSE_MILLIS;
    private long since;
    private boolean stopping;

    private volatile boolean connected;

    Broker(Vertx vertx, BrokerAddress address, EventSettings settings, @All List<BrokerLink> links) {
        this.vertx = vertx;
        this.address = address;
        this.settings = settings;
        this.links = links;
    }

    /** Connects, and keeps trying; does not wait. */
    void start(@Observes @Priority(1000) StartupEvent event) {
        if (!settings.enabled()) {
            LOG.info("No broker: events come over REST only, and changes are published nowhere");
            return;
        }
        context = vertx.getOrCreateContext();
        context.runOnContext(now -> connect());
    }

    /** Before callers are sent elsewhere: what they still wait for is done sooner when no more events come before it. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        if (context != null) {
            context.runOnContext(now -> links.forEach(BrokerLink::leave));
        }
    }

    /** Lets go of what has not begun, waits a moment for what has, and closes the connection. */
    void stop(@Observes @Priority(1000) ShutdownEvent event) {
        if (context == null) {
            return;
        }
        CompletableFuture<Void> finished = new CompletableFuture<>();
        context.runOnContext(now -> {
            stopping = true;
            CompletableFuture.allOf(links.stream().map(Broker::finished).toArray(CompletableFuture<?>[]::new))
                    .thenRun(() -> finished.complete(null));
        });
        finished.completeOnTimeout(null, LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(nothing -> closed())
                .completeOnTimeout(null, LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Whether events flow in and changes can flow out. */
    boolean isReady() {
        return connected && links.stream().allMatch(BrokerLink::isOpen);
    }

    boolean isUsed() {
        return settings.enabled();
    }

    private void connect() {
        if (stopping) {
            return;
        }
        int mine = ++attempt;
        vertx.setTimer(PATIENCE_MILLIS, timer -> {
            if (mine == attempt && !connected) {
                retry("no answer");
            }
        });
        ProtonClient.create(vertx)
                .connect(
                        address.options(),
                        address.host(),
                        address.port(),
                        address.username(),
                        address.password(),
                        result -> reached(mine, result));
    }

    private void reached(int mine, AsyncResult<ProtonConnection> result) {
        if (result.failed()) {
            if (mine == attempt) {
                retry(result.cause().getClass().getSimpleName());
            }
            return;
        }
        ProtonConnection reached = result.result();
        if (mine != attempt || stopping) {
            reached.disconnect();
            return;
        }
        connection = reached;
        reached.disconnectHandler(gone -> lost(reached, "disconnected"))
                .closeHandler(closed -> lost(reached, "closed by the broker"))
                .openHandler(opened -> {
                    if (opened.succeeded()) {
                        use(reached);
                    } else {
                        lost(reached, "refused by the broker");
                    }
                })
                .open();
    }

    private void use(ProtonConnection opened) {
        if (opened != connection) {
            return;
        }
        LOG.infof("Connected to the broker at %s", address);
        connected = true;
        since = System.nanoTime();
        links.forEach(link -> link.open(opened, () -> lost(opened, "a link was closed by the broker")));
    }

    private void lost(ProtonConnection which, String why) {
        if (which != connection) {
            return;
        }
        if (connected && System.nanoTime() - since > settings.longestPause().toNanos()) {
            pause = SHORTEST_PAUSE_MILLIS;
        }
        retry(why);
    }

    private void retry(String why) {
        ProtonConnection last = connection;
        connection = null;
        connected = false;
        attempt++;
        links.forEach(BrokerLink::lost);
        if (last != null) {
            last.disconnect();
        }
        if (!stopping) {
            LOG.warnf("No connection to the broker at %s (%s), next attempt in %d ms", address, why, pause);
            vertx.setTimer(pause, timer -> connect());
            pause = Math.min(2 * pause, Math.max(1, settings.longestPause().toMillis()));
        }
    }

    private static CompletableFuture<Void> finished(BrokerLink link) {
        CompletableFuture<Void> finished = new CompletableFuture<>();
        link.finish(() -> finished.complete(null));
        return finished;
    }

    private CompletableFuture<Void> closed() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        context.runOnContext(now -> {
            ProtonConnection last = connection;
            connection = null;
            connected = false;
            if (last == null) {
                closed.complete(null);
                return;
            }
            last.disconnectHandler(gone -> closed.complete(null))
                    .closeHandler(answer -> last.disconnect())
                    .close();
        });
        return closed;
    }
}
