package dev.customerprofiles.tenancy;

import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.ObjectType;
import dev.customerprofiles.core.records.Templates;

/** What holds for the profiles of a domain, from the settings and the object types it has. */
class ProfileRules {

    @Produces
    @Singleton
    Normalisation normalisation(ProfileSettings settings) {
        return new Normalisation(settings.phoneRegion());
    }

    @Produces
    @Singleton
    Templates templates(Normalisation normalisation) {
        return Templates.builtIn(normalisation);
    }

    @Produces
    @Singleton
    Rules rules(ProfileSettings settings, Templates templates, Normalisation normalisation) {
        return new Rules(
                settings.embeddedItems(),
                settings.profileCharacters(),
                type -> priority(templates, type).orElse(null),
                normalisation);
    }

    private static Optional<Integer> priority(Templates templates, String type) {
        return templates.find(type).map(Mapping::type).map(ObjectType::sourcePriority);
    }
}
