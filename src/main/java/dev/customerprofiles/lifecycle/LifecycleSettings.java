package dev.customerprofiles.lifecycle;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the work that goes on in the background. */
@ConfigMapping(prefix = "customer-profiles.lifecycle")
public interface LifecycleSettings {

    /** How long a job stays with an instance that does nothing for it; another one takes it over then. */
    @WithDefault("30s")
    Duration lease();

    /** How many documents one step of a job looks at; more go faster, fewer let others sooner between. */
    @WithDefault("50")
    int stepSize();
}
