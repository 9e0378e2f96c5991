package dev.customerprofiles.core.profiles;

import dev.customerprofiles.core.identity.Normalisation;

/**
 * What a domain has decided about its profiles.
 *
 * @param items             how many of the newest cases, contacts, assets and orders a profile shows, each
 * @param profileCharacters how large a profile may become, in characters of JSON
 */
public record Rules(int items, int profileCharacters, Normalisation normalisation) {}
