package dev.customerprofiles.core.profiles;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the records of one object type say about a customer: per field, the newest.
 *
 * @param type      object type
 * @param origin    id of the profile that the records were associated with
 * @param records   how many records there are
 * @param characters how long these records are together, as they were sent
 * @param updatedAt newest source time among them, epoch milliseconds
 * @param fields    by field: {@code FirstName}, {@code Address} (one unit), {@code Attributes.x}
 */
public record Source(
        String type, String origin, int records, long characters, long updatedAt, Map<String, Said> fields) {

    public Source {
        fields = fields == null ? Map.of() : new TreeMap<>(fields);
    }

    static Source empty(String type, String origin) {
        return new Source(type, origin, 0, 0, 0, Map.of());
    }
}
