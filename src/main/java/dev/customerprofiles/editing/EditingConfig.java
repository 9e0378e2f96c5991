package dev.customerprofiles.editing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of what people do by hand. */
@ConfigMapping(prefix = "customer-profiles.editing")
public interface EditingConfig {

    /** How many keys people and programs may add to one profile, beside those that its records give it. */
    @WithDefault("100")
    int addedKeys();
}
