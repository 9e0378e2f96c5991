package dev.customerprofiles.ingest;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the way of an event. */
@ConfigMapping(prefix = "customer-profiles.ingest")
public interface IngestConfig {

    /** How many events are committed together at most. More gain nothing, and all that is under way fills a small heap. */
    @WithDefault("64")
    int batchEvents();

    /** How many characters of records are committed together at most; a larger record is committed alone. */
    @WithDefault("1000000")
    int batchCharacters();

    /** How long a caller waits for the outcome of a record before it is told that it is not known yet. */
    @WithDefault("30s")
    Duration patience();

    /** How many commands may wait in the queue of a domain; callers are turned away beyond it, and messages stay with the broker. */
    @WithDefault("10000")
    int queueCommands();

    /** How many characters of records may wait in the queue of a domain, likewise. */
    @WithDefault("32000000")
    long queueCharacters();

    /** How long the ledger tells what became of an event. */
    @WithDefault("90d")
    Duration keepHistory();

    /** How long rejected and parked events are kept with their payload. */
    @WithDefault("30d")
    Duration keepRejected();

    /** How long what is left of a removed document is kept; not less than an hour, in which others may still be writing. */
    @WithDefault("1d")
    Duration keepTombstones();

    /** How often records are looked for that are to be kept no longer. */
    @WithDefault("1m")
    Duration expiryInterval();

    /** How often every domain is looked after: commits of writers that died, parked events, old tombstones. */
    @WithDefault("1s")
    Duration careInterval();
}
