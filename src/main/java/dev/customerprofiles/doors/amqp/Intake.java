package dev.customerprofiles.doors.amqp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.events.UnreadableEvent;
import dev.customerprofiles.doors.EventMetrics;
import dev.customerprofiles.ingest.Ingest;

/** Hands one message to ingest, again and again while the database is away, until its outcome is durable. */
@ApplicationScoped
class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private final Resolver resolver;
    private final Ingest ingest;
    private final EventMetrics metrics;
    private final EventSettings settings;
    private final Clock clock;
    private final AtomicBoolean waiting = new AtomicBoolean();

    Intake(Resolver resolver, Ingest ingest, EventMetrics metrics, EventSettings settings, Clock clock) {
        this.resolver = resolver;
        this.ingest = ingest;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    /** What is to become of a message. */
    enum Verdict {
        /** Its outcome is durable, whatever it is. */
        DONE,
        /** No domain can keep it. */
        UNDELIVERABLE
    }

    /** Fails only when an attempt failed and the message is not wanted any more: then it will be delivered again. */
    Uni<Verdict> take(Delivered message, BooleanSupplier wanted) {
        Decoded decoded = decode(message);
        Arrival arrival =
                new Arrival(clock.instant(), UUID.randomUUID().toString().replace("-", ""), message.created());
        return Uni.createFrom()
                .deferred(() -> attempt(decoded, arrival))
                .onFailure(failure -> wanted.getAsBoolean())
                .invoke(this::outage)
                .onFailure(failure -> wanted.getAsBoolean())
                .retry()
                .withBackOff(SHORTEST_PAUSE, settings.longestPause())
                .indefinitely()
                .invoke(this::noOutage);
    }

    /** Lets go of what has not begun: it stays with the broker. */
    void close() {
        ingest.close();
    }

    private Uni<Verdict> attempt(Decoded message, Arrival arrival) {
        return resolver.resolve(message).chain(resolution -> handOver(resolution, arrival));
    }

    private Uni<Verdict> handOver(Resolution resolution, Arrival arrival) {
        if (resolution instanceof Resolution.Resolved resolved) {
            Decoded.Event event = resolved.event();
            return ingest.submit(
                            resolved.domain(),
                            new SourceEvent(
                                    event.id(),
                                    resolved.objectType(),
                                    event.record(),
                                    event.time(),
                                    arrival.at(),
                                    arrival.freshId()),
                            true)
                    .invoke(outcome -> count(outcome, arrival.sent(event.time())))
                    .replaceWith(Verdict.DONE);
        }
        if (resolution instanceof Resolution.Unreadable unreadable) {
            return ingest.reject(
                            unreadable.domain(),
                            new UnreadableEvent(
                                    unreadable.id(),
                                    unreadable.type(),
                                    unreadable.reason(),
                                    unreadable.payload(),
                                    arrival.at()))
                    .invoke(outcome -> count(outcome, null))
                    .replaceWith(Verdict.DONE);
        }
        return Uni.createFrom().item(undeliverable((Resolution.Homeless) resolution));
    }

    private Verdict undeliverable(Resolution.Homeless homeless) {
        metrics.undeliverable(homeless.reason());
        LOG.warnf(
                "A message went to the broker's dead letters: %s, and no domain to keep it; set customer-profiles.events.fallback-domain to keep such messages in a domain",
                homeless.reason().code());
        return Verdict.UNDELIVERABLE;
    }

    private void count(Outcome outcome, Instant sent) {
        metrics.happened(EventMetrics.Door.AMQP, outcome, sent, clock.instant());
    }

    /** A fault of ours must not keep a message coming back for ever. */
    private static Decoded decode(Delivered message) {
        try {
            return CloudEventDecoder.decode(message);
        } catch (RuntimeException e) {
            LOG.errorf("A message could not be decoded: %s", e.getClass().getName());
            Body body = Body.of(message.body());
            return new Decoded.Poison(
                    new EventId(CloudEventDecoder.NO_SOURCE, CloudEventDecoder.madeUpId(message, body)),
                    null,
                    null,
                    null,
                    Reason.INTERNAL,
                    body.kept());
        }
    }

    private void outage(Throwable failure) {
        if (!waiting.getAndSet(true)) {
            // the class says enough; a message of the database may quote a document
            LOG.warnf("Events wait in the queue: %s", failure.getClass().getName());
        }
    }

    private void noOutage() {
        if (waiting.compareAndSet(true, false)) {
            LOG.info("Events flow again");
        }
    }

    /**
     * @param at      when the message was received
     * @param freshId the same for every attempt
     * @param created when the message was made, or null
     */
    private record Arrival(Instant at, String freshId, Instant created) {

        /** A source may tell today what was so last year; that is not how long the event took, unless nothing better is known. */
        Instant sent(Instant sourceTime) {
            return created != null ? created : sourceTime;
        }
    }
}
