package dev.customerprofiles.core.records;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A case, contact, asset or order that a record describes.
 *
 * @param fields its standard fields as text ({@code Title}, {@code Status}, ...) and {@code Attributes}; dates are ISO-8601 in
 *     UTC where they could be read
 */
public record Item(ItemKind kind, ObjectNode fields) {}
