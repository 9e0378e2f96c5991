package dev.customerprofiles.store.mongo;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the database. */
@ConfigMapping(prefix = "customer-profiles.store")
public interface StoreSettings {

    /** How many commits the log of a domain holds to tell writers what has changed; never to be changed once there is data. */
    @WithDefault("4096")
    int logSize();

    /** About how much memory the documents take that writers keep to save reading them again, for all domains together. */
    @WithDefault("32M")
    MemorySize cacheSize();
}
