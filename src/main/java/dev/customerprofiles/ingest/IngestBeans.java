package dev.customerprofiles.ingest;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.Mappings;

/** The decisions of the core, set up by the settings. */
class IngestBeans {

    @Produces
    @Singleton
    Decisions decisions(IngestConfig config, Rules rules, Mappings mappings) {
        return new Decisions(
                rules,
                new Decisions.Retention(config.keepHistory(), config.keepRejected(), config.keepTombstones()),
                mappings);
    }
}
