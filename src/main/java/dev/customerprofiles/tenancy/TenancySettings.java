package dev.customerprofiles.tenancy;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Quotas, and how deleted domains are cleared away. */
@ConfigMapping(prefix = "customer-profiles.tenancy")
public interface TenancySettings {

    /** How many domains there may be. */
    @WithDefault("100")
    int maxDomains();

    /** How many integrations a domain may have. */
    @WithDefault("50")
    int maxIntegrations();

    /** How long a question about a domain waits until what its objects take is measured; then it is answered with what is known. */
    @WithDefault("1s")
    Duration usagePatience();

    /** How often dead generations are looked for; an instance that died while removing one is taken over then. */
    @WithDefault("10m")
    Duration removalInterval();

    /** How long a dead generation is removed again and again: nobody who still writes to it is alive after that. */
    @WithDefault("1h")
    Duration removalGrace();
}
