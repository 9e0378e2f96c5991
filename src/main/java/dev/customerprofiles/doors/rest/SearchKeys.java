package dev.customerprofiles.doors.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.profiles.ProfileKeys;
import dev.customerprofiles.core.records.KeyContents;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.tenancy.TypeDirectory;

/** Keys as callers name them. */
@Singleton
class SearchKeys {

    private final Normalisation normalisation;
    private final TypeDirectory types;
    private final Map<String, List<ContentType>> contents;

    @Inject
    SearchKeys(Normalisation normalisation, TypeDirectory types) {
        this(normalisation, types, Map.of());
    }

    private SearchKeys(Normalisation normalisation, TypeDirectory types, Map<String, List<ContentType>> contents) {
        this.normalisation = normalisation;
        this.types = types;
        this.contents = contents;
    }

    /** The same, for the keys of a domain's object types, too. */
    Uni<SearchKeys> in(Domain domain) {
        return types.keys(domain).map(known -> new SearchKeys(normalisation, types, known));
    }

    /** The key, normalised as keys of this name are stored; empty where nothing is left of the value. */
    Optional<Key> key(String name, String value) {
        List<ContentType> content = contents.getOrDefault(name, List.of(ProfileKeys.contentType(name)));
        return KeyContents.normalised(content, value, normalisation).map(normalised -> new Key(name, normalised));
    }
}
