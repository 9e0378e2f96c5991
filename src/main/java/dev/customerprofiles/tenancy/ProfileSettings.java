package dev.customerprofiles.tenancy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of what a profile is. */
@ConfigMapping(prefix = "customer-profiles.profiles")
public interface ProfileSettings {

    /** How many of the newest cases, contacts, assets and orders a profile document embeds, each; panes page through the rest. */
    @WithDefault("10")
    int embeddedItems();

    /** How many records of a customer are kept; the oldest go first. */
    @WithDefault("1000")
    int objects();

    /** How large a profile document may become, in characters of JSON; an event that would make it larger is rejected. */
    @WithDefault("256000")
    int profileCharacters();

    /** The country of phone numbers that carry no country code, as two letters. */
    @WithDefault("US")
    String phoneRegion();
}
