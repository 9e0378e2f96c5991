package dev.customerprofiles.core.records;

import java.util.Optional;
import java.util.Set;

/**
 * Where the value of a field goes.
 *
 * @param item   the kind of item, or null for the customer's own profile
 * @param unit   the field, or the address, or {@code Attributes}
 * @param member the part of the address or the name of the attribute, else null
 */
record Target(ItemKind item, String unit, String member) {

    static final String TIMESTAMP = "_profile.SourceLastUpdatedTimestamp";

    private static final String ATTRIBUTES = "Attributes";
    private static final Set<String> ADDRESSES =
            Set.of("Address", "ShippingAddress", "MailingAddress", "BillingAddress");
    private static final Set<String> ADDRESS_PARTS = Set.of(
            "Address1",
            "Address2",
            "Address3",
            "Address4",
            "City",
            "County",
            "State",
            "Province",
            "Country",
            "PostalCode");
    private static final Set<String> FIELDS = Set.of(
            "AccountNumber",
            "AdditionalInformation",
            "PartyType",
            "PartyTypeString",
            "BusinessName",
            "FirstName",
            "MiddleName",
            "LastName",
            "BirthDate",
            "Gender",
            "GenderString",
            "PhoneNumber",
            "MobilePhoneNumber",
            "HomePhoneNumber",
            "BusinessPhoneNumber",
            "EmailAddress",
            "PersonalEmailAddress",
            "BusinessEmailAddress",
            "ProfileType");
    private static final Set<String> FORBIDDEN = Set.of("AssetId", "CaseId", "OrderId");
    private static final Set<String> LONG_TEXTS = Set.of("AdditionalInformation", "Summary", "Description", "Reason");

    /** @throws InvalidObjectType where it is no target that a mapping may have */
    static Target parse(String member, String text) {
        String[] steps = text.split("\\.", 3);
        if (steps.length < 2 || steps[1].isBlank()) {
            throw new InvalidObjectType(member, "must be a member of a standard object");
        }
        String part = steps.length == 3 ? steps[2] : null;
        if (steps[0].equals("_profile")) {
            return ofProfile(member, steps[1], part);
        }
        Optional<ItemKind> kind = ItemKind.ofTarget(steps[0]);
        if (kind.isEmpty() || FORBIDDEN.contains(steps[1]) || part != null && !steps[1].equals(ATTRIBUTES)) {
            throw new InvalidObjectType(member, "is no target that a mapping may have");
        }
        return new Target(kind.get(), steps[1], part);
    }

    private static Target ofProfile(String member, String unit, String part) {
        boolean allowed = unit.equals(ATTRIBUTES)
                ? part != null && !part.isBlank()
                : ADDRESSES.contains(unit) ? ADDRESS_PARTS.contains(part) : FIELDS.contains(unit) && part == null;
        if (!allowed) {
            throw new InvalidObjectType(member, "is no target that a mapping may have");
        }
        return new Target(null, unit, part);
    }

    boolean ofAddress() {
        return item == null && ADDRESSES.contains(unit);
    }

    boolean ofAttribute() {
        return unit.equals(ATTRIBUTES);
    }

    /** The name of the unit in a profile's sources. */
    String field() {
        return ofAttribute() ? unit + '.' + member : unit;
    }

    /** How many characters the field may have. */
    int longest() {
        return LONG_TEXTS.contains(unit) ? 1000 : 255;
    }
}
