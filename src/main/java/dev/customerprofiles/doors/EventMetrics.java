package dev.customerprofiles.doors;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;

/**
 * Counts what comes in. The labels are closed sets: there may be thousands of domains, and none of them is a label.
 */
@ApplicationScoped
public class EventMetrics {

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
    }

    /** An event has its outcome, which stands in the ledger. */
    public void happened(Door door, Outcome.Status outcome) {
        registry.counter("customer.profiles.events", "outcome", outcome.code(), "door", door.label)
                .increment();
    }

    /** An event changed a profile this long after it was sent; clocks that disagree count as no time at all. */
    public void visible(Duration afterSending) {
        age.record(afterSending.isNegative() ? Duration.ZERO : afterSending);
    }

    /** A message was left to the broker's dead letters, as no domain could keep it. */
    public void undeliverable(Reason reason) {
        registry.counter("customer.profiles.events.undeliverable", "reason", reason.code())
                .increment();
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
