package dev.customerprofiles.editing;

import dev.customerprofiles.core.events.Edited;

/**
 * What became of an edit.
 *
 * @param revision the profile's, as the edit left it; 0 where it changed nothing
 */
public record Revised(Edited edited, long revision) {}
