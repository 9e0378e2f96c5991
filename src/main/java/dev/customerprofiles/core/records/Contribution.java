package dev.customerprofiles.core.records;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.customerprofiles.core.identity.RecordKey;

/**
 * What a record says about a customer.
 *
 * @param fields   values by unit: {@code FirstName}; an address as one unit, {@code BillingAddress}; {@code Attributes.x}
 * @param item     the case, contact, asset or order that the record describes
 * @param keys     the keys it has values for, in the order of their definition
 * @param inferred {@code EmailAddress} and {@code PhoneNumber} that count only where the record created its profile
 */
public record Contribution(
        Map<String, Value> fields, Optional<Item> item, List<RecordKey> keys, Map<String, Value> inferred) {

    public Contribution {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        keys = List.copyOf(keys);
        inferred = Collections.unmodifiableMap(new LinkedHashMap<>(inferred));
    }
}
