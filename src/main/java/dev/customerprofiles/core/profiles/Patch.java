package dev.customerprofiles.core.profiles;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/**
 * What a person says of a customer, member by member as the API has it: an absent member stays as it is, an empty text
 * clears the value. An address remains one unit; what is said of its parts changes the one that shows.
 *
 * @param members what was sent; other members than those of a profile are left out
 */
public record Patch(ObjectNode members) {

    private static final String ATTRIBUTES = "Attributes";
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
    private static final Map<String, Set<String>> UNITS = Map.of(
            "Address", ADDRESS_PARTS,
            "ShippingAddress", ADDRESS_PARTS,
            "MailingAddress", ADDRESS_PARTS,
            "BillingAddress", ADDRESS_PARTS,
            "EngagementPreferences", Set.of("Phone", "Email"));
    private static final Set<String> TEXTS = Set.of(
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

    /** Two ways to say the same thing; setting one by hand clears the other. */
    private static final Map<String, String> ALTERNATIVES = Map.of(
            "Gender", "GenderString",
            "GenderString", "Gender",
            "PartyType", "PartyTypeString",
            "PartyTypeString", "PartyType");

    public Patch {
        ObjectNode known = Json.object();
        members.properties().forEach(member -> {
            boolean kept = TEXTS.contains(member.getKey()) && member.getValue().isTextual()
                    || (UNITS.containsKey(member.getKey()) || member.getKey().equals(ATTRIBUTES))
                            && member.getValue().isObject();
            if (kept) {
                known.set(member.getKey(), member.getValue());
            }
        });
        for (String name : List.of("Gender", "PartyType")) {
            if (isSet(known.get(name)) && isSet(known.get(ALTERNATIVES.get(name)))) {
                throw new Contradiction(name, ALTERNATIVES.get(name));
            }
        }
        members = known;
    }

    /** Says one thing in two ways. */
    public static final class Contradiction extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Contradiction(String one, String other) {
            super("Only one of " + one + " and " + other + " may be given.", null, false, false);
        }
    }

    /**
     * The values to be set and cleared.
     *
     * @param shown the golden record as it shows now
     * @param at    when this is said, epoch milliseconds
     */
    public Map<String, Edit> against(ObjectNode shown, long at) {
        Map<String, Edit> edits = new TreeMap<>();
        members.properties().forEach(member -> {
            String name = member.getKey();
            if (name.equals(ATTRIBUTES)) {
                member.getValue()
                        .properties()
                        .forEach(attribute ->
                                put(edits, ATTRIBUTES + '.' + attribute.getKey(), attribute.getValue(), at));
            } else if (UNITS.containsKey(name)) {
                unit(edits, name, (ObjectNode) member.getValue(), shown.path(name), at);
            } else {
                put(edits, name, member.getValue(), at);
            }
        });
        ALTERNATIVES.forEach((name, other) -> {
            if (isSet(members.get(name))) {
                edits.put(other, new Edit(null, at));
            }
        });
        return edits;
    }

    private static void unit(Map<String, Edit> edits, String name, ObjectNode said, JsonNode shown, long at) {
        ObjectNode parts = said.deepCopy().retain(UNITS.get(name));
        if (parts.isEmpty()) {
            return;
        }
        ObjectNode unit = shown instanceof ObjectNode current ? current.deepCopy() : Json.object();
        parts.properties().forEach(part -> {
            if (isSet(part.getValue())) {
                unit.set(part.getKey(), part.getValue());
            } else if (!part.getValue().isNull()) {
                unit.remove(part.getKey());
            }
        });
        edits.put(name, new Edit(unit.isEmpty() ? null : unit, at));
    }

    private static void put(Map<String, Edit> edits, String field, JsonNode value, long at) {
        if (!value.isNull()) {
            edits.put(field, new Edit(isSet(value) ? value : null, at));
        }
    }

    private static boolean isSet(JsonNode value) {
        return value != null
                && !value.isNull()
                && (value.isTextual() ? !value.textValue().isEmpty() : !value.isEmpty());
    }
}
