package dev.customerprofiles.core.records;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Key;

/**
 * A case, contact, asset, order or another standard object that a record describes.
 *
 * @param fields its standard fields as text ({@code Title}, {@code Status}, ...) and {@code Attributes}; dates are ISO-8601 in
 *     UTC where they could be read
 */
public record Item(ItemKind kind, ObjectNode fields) {

    /**
     * The key that finds its customer by the item's id, where there is one.
     *
     * @param record unique key of its profile object, which is the item's id
     */
    public Optional<Key> idKey(String record) {
        return kind.idKey().map(name -> new Key(name, record));
    }
}
