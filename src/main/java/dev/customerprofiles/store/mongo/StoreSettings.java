package dev.customerprofiles.store.mongo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the database. */
@ConfigMapping(prefix = "customer-profiles.store")
public interface StoreSettings {

    /** How many commits the log of a domain holds to tell writers what has changed; never to be changed once there is data. */
    @WithDefault("4096")
    int logSize();
}
