package dev.customerprofiles.doors.rest;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.profiles.ProfileKeys;

/** Keys as callers name them. */
@Singleton
class SearchKeys {

    private final Normalisation normalisation;

    SearchKeys(Normalisation normalisation) {
        this.normalisation = normalisation;
    }

    /** The key, normalised as keys of this name are stored; empty where nothing is left of the value. */
    Optional<Key> key(String name, String value) {
        return normalisation
                .normalise(ProfileKeys.contentType(name), value)
                .map(normalised -> new Key(name, normalised));
    }
}
