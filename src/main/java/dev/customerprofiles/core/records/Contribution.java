package dev.customerprofiles.core.records;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a record says, in standard terms.
 *
 * @param fields   of the customer, by unit: {@code FirstName}, {@code Address}, {@code Attributes.x}
 * @param item     the case, contact, asset or order it is
 * @param keys     those that have a value, in the order of their definition
 * @param inferred fields that count only for a profile that this record made: its first e-mail and phone, mapped or not (R§3.4)
 */
public record Contribution(
        Map<String, Value> fields, Optional<Item> item, List<RecordKey> keys, Map<String, Value> inferred) {

    public Contribution {
        fields = Map.copyOf(fields);
        keys = List.copyOf(keys);
        inferred = Map.copyOf(inferred);
    }
}
