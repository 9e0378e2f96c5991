package dev.customerprofiles.core.profiles;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;

/**
 * What it takes to work out what follows from the sources, edits and items of a profile.
 *
 * @param priority SourcePriority of an object type, 1 the strongest; null where it has none
 * @param evidence the identities ({@code Ref.id}) of what the domain's matching rules compare of a golden record
 */
public record Deriving(
        Function<String, Integer> priority, Normalisation normalisation, Function<ObjectNode, List<String>> evidence) {}
