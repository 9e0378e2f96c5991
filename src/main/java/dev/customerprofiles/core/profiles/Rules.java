package dev.customerprofiles.core.profiles;

import java.util.function.Function;

import dev.customerprofiles.core.identity.Normalisation;

/**
 * What a domain has decided about its profiles.
 *
 * @param items             how many of the newest cases, contacts, assets and orders a profile shows, each
 * @param profileCharacters how large a profile may become, in characters of JSON
 * @param priority          SourcePriority of an object type, 1 the strongest; null where it has none
 */
public record Rules(
        int items, int profileCharacters, Function<String, Integer> priority, Normalisation normalisation) {}
