package dev.customerprofiles.core.profiles;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.state.Json;

/**
 * What holds for every profile.
 *
 * @param items             how many of the newest cases, contacts, assets and orders a profile shows, each
 * @param profileCharacters how large a profile may become, in characters of JSON
 * @param objects           how many records a profile keeps
 * @param objectCharacters  how long they may be together, in characters of JSON
 */
public record Rules(int items, int profileCharacters, int objects, long objectCharacters, Normalisation normalisation) {

    /** Whether a profile, as it is stored, is larger than one may become. */
    public boolean isTooLarge(ObjectNode profile) {
        return Json.length(profile) > profileCharacters;
    }
}
