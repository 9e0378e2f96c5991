package dev.customerprofiles.core.profiles;

import java.util.Comparator;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/**
 * A case, contact, asset or order as the profile shows it.
 *
 * @param record unique key of its profile object
 * @param at     source time of the record, epoch milliseconds
 */
public record ProfileItem(String record, String type, long at, ObjectNode fields) {

    public ProfileItem {
        fields = fields == null ? Json.object() : fields;
    }

    static final Comparator<ProfileItem> NEWEST_FIRST = Comparator.comparingLong((ProfileItem item) -> -item.at)
            .thenComparing(ProfileItem::record)
            .thenComparing(ProfileItem::type);

    boolean isOf(String otherType, String otherRecord) {
        return record.equals(otherRecord) && type.equals(otherType);
    }
}
