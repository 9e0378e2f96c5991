package dev.customerprofiles.resolution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Scored matching. */
@ConfigMapping(prefix = "customer-profiles.matching")
public interface MatchingConfig {

    /** How many profiles a run compares at most; they are in memory while it looks, about two kilobytes each. */
    @WithDefault("500000")
    int mostProfiles();

    /** How many profiles GetAutoMergingPreview compares. */
    @WithDefault("2000")
    int previewSample();
}
