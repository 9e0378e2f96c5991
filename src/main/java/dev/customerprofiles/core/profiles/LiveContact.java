package dev.customerprofiles.core.profiles;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.records.Item;
import dev.customerprofiles.core.records.ItemKind;

/** A contact is live as long as its record has no end. */
public final class LiveContact {

    /** The member of a stored document that tells of a live contact: the record's source time, epoch milliseconds. */
    public static final String LIVE = "live";

    private static final String ID = "ContactId";
    private static final String END = "DisconnectTimestamp";

    private LiveContact() {}

    public static boolean isContact(Item item) {
        return item.kind() == ItemKind.CONTACT;
    }

    /** Whether what the pane of contacts shows tells of the contact's end. */
    public static boolean isOver(ObjectNode fields) {
        return fields.path(END).asText().length() > 0;
    }

    /** Whether both tell of one contact; {@code other} may be null. */
    public static boolean isSame(ObjectNode fields, ObjectNode other) {
        return other != null && fields.path(ID).equals(other.path(ID));
    }
}
