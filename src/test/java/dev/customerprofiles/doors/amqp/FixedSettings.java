package dev.customerprofiles.doors.amqp;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;

/** Settings for tests; pauses are short. */
record FixedSettings(int inFlight, Optional<String> fallbackDomain) implements EventSettings {

    static final int IN_FLIGHT_SIZE = 1_000_000;

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public MemorySize inFlightSize() {
        return new MemorySize(BigInteger.valueOf(IN_FLIGHT_SIZE));
    }

    @Override
    public Duration longestPause() {
        return Duration.ofMillis(50);
    }
}
