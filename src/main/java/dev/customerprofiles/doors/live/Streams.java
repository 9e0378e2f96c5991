package dev.customerprofiles.doors.live;

import java.security.Principal;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.jwt.JsonWebToken;

import dev.customerprofiles.doors.ChangeFeed;

/** The streams that this instance feeds. */
@ApplicationScoped
class Streams {

    private final ChangeFeed feed;
    private final LiveSettings settings;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicInteger open;
    private final Counter dropped;

    Streams(ChangeFeed feed, LiveSettings settings, Vertx vertx, Clock clock, MeterRegistry meters) {
        this.feed = feed;
        this.settings = settings;
        this.vertx = vertx;
        this.clock = clock;
        this.open = meters.gauge("customer.profiles.live.streams", new AtomicInteger());
        this.dropped = meters.counter("customer.profiles.live.dropped");
    }

    /**
     * @param profileIds empty for all of the domain
     * @throws ClientErrorException 429 where this instance feeds as many as it may
     */
    Multi<OutboundSseEvent> open(
            Sse sse, String domain, Set<String> profileIds, Principal caller, RoutingContext request) {
        if (open.get() >= settings.streams()) {
            throw new ClientErrorException(Response.Status.TOO_MANY_REQUESTS);
        }
        AtomicReference<Stream> opened = new AtomicReference<>();
        Multi<OutboundSseEvent> events = Multi.createFrom()
                .emitter(
                        emitter -> {
                            Stream stream = new Stream(sse, emitter, domain, profileIds, settings.waiting(), () -> {
                                dropped.increment();
                                request.response().reset();
                            });
                            opened.set(stream);
                            ChangeFeed.Listener listener = new ChangeFeed.Listener(stream::tell, stream::missed);
                            open.incrementAndGet();
                            feed.add(listener);
                            long heart = vertx.setPeriodic(settings.heartbeat().toMillis(), beat -> stream.beat());
                            long end = endOf(caller, emitter::complete);
                            emitter.onTermination(() -> {
                                feed.remove(listener);
                                vertx.cancelTimer(heart);
                                vertx.cancelTimer(end);
                                open.decrementAndGet();
                            });
                            stream.begin();
                        },
                        BackPressureStrategy.BUFFER);
        return events.onItem().invoke(event -> opened.get().taken());
    }

    /** A timer that runs out with the token; -1 where the caller has none. */
    private long endOf(Principal caller, Runnable complete) {
        if (caller instanceof JsonWebToken token && token.getExpirationTime() > 0) {
            long left = token.getExpirationTime() * 1000 - clock.millis();
            return vertx.setTimer(Math.max(1, left), now -> complete.run());
        }
        return -1;
    }
}
