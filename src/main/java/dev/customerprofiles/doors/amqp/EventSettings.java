package dev.customerprofiles.doors.amqp;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How events come in and changes go out over AMQP. */
@ConfigMapping(prefix = "customer-profiles.events")
interface EventSettings {

    /** Whether there is a broker at all; without one, events come over REST only and nobody but this instance hears of changes. */
    @WithDefault("true")
    boolean enabled();

    /** How many events are taken from the queue at a time; they are acknowledged one by one as they become visible. */
    @WithDefault("192")
    int inFlight();

    /** How much the events may take that are taken from the queue at a time; a few more come in that are on their way. */
    @WithDefault("16M")
    MemorySize inFlightSize();

    /** The domain that keeps messages that name none; without it, the only domain, or else the broker's dead letters. */
    Optional<String> fallbackDomain();

    /** The longest pause between two attempts while the database or the broker is away. */
    @WithDefault("5s")
    Duration longestPause();
}
