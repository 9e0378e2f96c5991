package dev.customerprofiles.doors.amqp;

import java.time.Duration;
import java.util.Optional;

/** Settings for tests; pauses are short. */
record FixedSettings(int inFlight, Optional<String> fallbackDomain) implements EventSettings {

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public Duration longestPause() {
        return Duration.ofMillis(50);
    }
}
