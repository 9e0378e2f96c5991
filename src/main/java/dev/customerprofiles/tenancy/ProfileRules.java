package dev.customerprofiles.tenancy;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.Templates;

/** What holds for the profiles of a domain, from the settings. */
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
    Rules rules(ProfileSettings settings, Normalisation normalisation) {
        return new Rules(
                settings.embeddedItems(),
                settings.profileCharacters(),
                settings.objects(),
                settings.objectCharacters(),
                normalisation);
    }
}
