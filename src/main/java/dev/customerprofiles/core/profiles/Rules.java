package dev.customerprofiles.core.profiles;

import dev.customerprofiles.core.identity.Normalisation;

/**
 * What holds for every profile.
 *
 * @param items             how many of the newest cases, contacts, assets and orders a profile shows, each
 * @param profileCharacters how large a profile may become, in characters of JSON
 * @param objects           how many records a profile keeps
 * @param objectCharacters  how long they may be together, in characters of JSON
 */
public record Rules(
        int items, int profileCharacters, int objects, long objectCharacters, Normalisation normalisation) {}
