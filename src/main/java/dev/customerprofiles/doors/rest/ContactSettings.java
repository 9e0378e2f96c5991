package dev.customerprofiles.doors.rest;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Contacts in progress. */
@ConfigMapping(prefix = "customer-profiles.contacts")
interface ContactSettings {

    /** The claim of a token that names its user as contact records name their agent. */
    @WithDefault("preferred_username")
    String agentClaim();

    /** How long a contact counts as in progress whose end nobody ever heard of. */
    @WithDefault("12h")
    Duration longest();

    /** How many contacts in progress are looked through for those of one agent. */
    @WithDefault("1000")
    int most();
}
