package dev.customerprofiles.doors.rest;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.ingest.IngestConfig;

/** Keys as callers name them. */
@Singleton
class SearchKeys {

    /** Finds a profile by its id instead of by a stored key. */
    static final String PROFILE_ID = "_profileId";
    /** The ids of items are the unique keys of their objects. */
    static final Set<String> ITEM_IDS = Set.of("_caseId", "_assetId", "_orderId");

    private static final Map<String, ContentType> CONTENT_TYPES = Map.of(
            "_phone", ContentType.PHONE_NUMBER,
            "_email", ContentType.EMAIL_ADDRESS,
            "_fullName", ContentType.NAME);

    private final Normalisation normalisation;

    SearchKeys(IngestConfig config) {
        normalisation = new Normalisation(config.phoneRegion());
    }

    /** The key, normalised as keys of this name are stored; empty where nothing is left of the value. */
    Optional<Key> key(String name, String value) {
        return normalisation
                .normalise(CONTENT_TYPES.getOrDefault(name, ContentType.STRING), value)
                .map(normalised -> new Key(name, normalised));
    }
}
