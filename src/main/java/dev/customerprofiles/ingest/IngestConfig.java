package dev.customerprofiles.ingest;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the way of an event. */
@ConfigMapping(prefix = "customer-profiles.ingest")
public interface IngestConfig {

    /** How many events are committed together at most. */
    @WithDefault("256")
    int batchEvents();

    /** How many characters of records are committed together at most; a larger record is committed alone. */
    @WithDefault("1000000")
    int batchCharacters();

    /** How long the ledger tells what became of an event. */
    @WithDefault("P90D")
    Duration keepHistory();

    /** How long rejected and parked events are kept with their payload. */
    @WithDefault("P30D")
    Duration keepRejected();

    /** How long what is left of a removed document is kept; not less than an hour, in which others may still be writing. */
    @WithDefault("P1D")
    Duration keepTombstones();

    /** How often records are looked for that are to be kept no longer. */
    @WithDefault("PT1M")
    Duration expiryInterval();

    /** How often every domain is looked after: commits of writers that died, parked events, old tombstones. */
    @WithDefault("PT1S")
    Duration careInterval();
}
