package dev.customerprofiles.doors.live;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Streams of live changes. */
@ConfigMapping(prefix = "customer-profiles.live")
interface LiveSettings {

    /** How often a stream without news says that it is alive. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How many changes may wait for a client; one that is slower than that is disconnected, and reads anew. */
    @WithDefault("256")
    int waiting();

    /** How many streams one instance feeds at a time; what comes beyond is answered with 429. */
    @WithDefault("5000")
    int streams();
}
