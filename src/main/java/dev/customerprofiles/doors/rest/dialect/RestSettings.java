package dev.customerprofiles.doors.rest.dialect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the REST API. */
@ConfigMapping(prefix = "customer-profiles.rest")
interface RestSettings {

    /** How many requests may be under way at a time; what comes beyond is answered with 429. */
    @WithDefault("1000")
    int concurrentRequests();
}
