package dev.customerprofiles.ingest;

import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.ObjectType;
import dev.customerprofiles.core.records.Templates;

/** The pure parts of the service, set up by its settings. */
class IngestBeans {

    @Produces
    @Singleton
    Normalisation normalisation(IngestConfig config) {
        return new Normalisation(config.phoneRegion());
    }

    @Produces
    @Singleton
    Templates templates(Normalisation normalisation) {
        return Templates.builtIn(normalisation);
    }

    @Produces
    @Singleton
    Rules rules(IngestConfig config, Templates templates, Normalisation normalisation) {
        return new Rules(
                config.embeddedItems(),
                config.profileCharacters(),
                type -> priority(templates, type).orElse(null),
                normalisation);
    }

    @Produces
    @Singleton
    Decisions decisions(IngestConfig config, Rules rules, Templates templates) {
        return new Decisions(
                rules,
                new Decisions.Retention(config.keepHistory(), config.keepRejected(), config.keepTombstones()),
                templates::find);
    }

    private static Optional<Integer> priority(Templates templates, String type) {
        return templates.find(type).map(mapping -> mapping.type()).map(ObjectType::sourcePriority);
    }
}
