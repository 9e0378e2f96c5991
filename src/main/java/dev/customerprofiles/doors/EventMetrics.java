package dev.customerprofiles.doors;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;

/**
 * Counts what comes in. The labels are closed sets: there may be thousands of domains, and none of them is a label. All counters
 * are there from the start, so that the first event of a kind is seen as an increase.
 */
@Startup
@ApplicationScoped
public class EventMetrics {

    private static final Set<Outcome.Status> VISIBLE = EnumSet.of(Outcome.Status.CREATED, Outcome.Status.UPDATED);

    private final MeterRegistry registry;
    private final Timer age;

    public EventMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.age = Timer.builder("customer.profiles.event.age")
                .description("Time from the sending of an event until it is visible in a profile")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10))
                .register(registry);
        for (Door door : Door.values()) {
            for (Outcome.Status outcome : Outcome.Status.values()) {
                events(door, outcome);
            }
        }
        for (Reason reason : Reason.values()) {
            left(reason);
        }
    }

    /**
     * An event has its outcome, which stands in the ledger. Where it changed a profile, its age is noted; clocks that disagree
     * count as no time at all.
     *
     * @param sent when it was sent, or null where nobody knows
     */
    public void happened(Door door, Outcome outcome, Instant sent, Instant now) {
        events(door, outcome.status()).increment();
        if (sent != null && VISIBLE.contains(outcome.status())) {
            age.record(now.isBefore(sent) ? Duration.ZERO : Duration.between(sent, now));
        }
    }

    /** A message was left to the broker's dead letters, as no domain could keep it. */
    public void undeliverable(Reason reason) {
        left(reason).increment();
    }

    private Counter events(Door door, Outcome.Status outcome) {
        return registry.counter("customer.profiles.events", "outcome", outcome.code(), "door", door.label);
    }

    private Counter left(Reason reason) {
        return registry.counter("customer.profiles.events.undeliverable", "reason", reason.code());
    }

    /** How an event came in. */
    public enum Door {
        AMQP("amqp"),
        REST("rest");

        private final String label;

        Door(String label) {
            this.label = label;
        }
    }
}
