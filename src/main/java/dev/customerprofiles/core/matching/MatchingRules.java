package dev.customerprofiles.core.matching;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.profiles.ProfileKeys;
import dev.customerprofiles.core.state.Sha256;

/**
 * A domain's rules that tell which profiles are one person's: levels of attributes, all of which two profiles must have in
 * common.
 *
 * @param levels       the best first; none where rules are off
 * @param matching     how many of the levels find matches
 * @param merging      how many of the levels merge what they find
 * @param selector     which fields count as an attribute with several
 * @param preferred    the object type whose values win when a rule merges, or null for the newest
 * @param mostPerValue a value that more profiles share than this is no evidence
 */
public record MatchingRules(
        List<List<String>> levels, int matching, int merging, Selector selector, String preferred, int mostPerValue) {

    /** What the names of identities that rules compare begin with. */
    public static final String PREFIX = "_match:";

    /** Where a domain does not say how many profiles may share a value. */
    public static final int MOST_PER_VALUE = 8;

    public static final MatchingRules NONE = new MatchingRules(List.of(), 0, 0, Selector.ALL, null, MOST_PER_VALUE);

    /** The rules of a domain that turns matching on and names none. */
    private static final List<List<String>> DEFAULT = List.of(
            List.of("AccountNumber", "LastName"),
            List.of("FirstName", "LastName", "EmailAddress"),
            List.of("FirstName", "LastName", "PhoneNumber"),
            List.of("FirstName", "LastName", "BirthDate", "Address.PostalCode"),
            List.of("LastName", "EmailAddress", "PhoneNumber"),
            List.of("FirstName", "LastName", "Address.Address", "Address.PostalCode"),
            List.of("EmailAddress"));

    private static final String ADDRESS = "Address.";
    private static final List<String> LINES = List.of("Address1", "Address2", "Address3", "Address4");
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");
    private static final HexFormat HEX = HexFormat.of();
    private static final int NAME_BYTES = 6;
    private static final int VALUE_BYTES = 16;

    public MatchingRules {
        levels = levels.stream().map(List::copyOf).toList();
    }

    /**
     * The fields that count as one attribute, and whether a value of one is compared with those of the others.
     *
     * @param across MANY_TO_MANY: across the fields; else each field with itself
     */
    public record Selector(boolean across, List<String> addresses, List<String> phones, List<String> emails) {

        static final Selector ALL = new Selector(
                true,
                List.of("Address", "ShippingAddress", "MailingAddress", "BillingAddress"),
                List.of("PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber"),
                List.of("EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress"));

        static Selector read(JsonNode selector) {
            return selector.isObject()
                    ? new Selector(
                            selector.path("AttributeMatchingModel").asText().equals("MANY_TO_MANY"),
                            fields(selector, "Address"),
                            fields(selector, "PhoneNumber"),
                            fields(selector, "EmailAddress"))
                    : ALL;
        }

        private static List<String> fields(JsonNode selector, String attribute) {
            List<String> named =
                    texts(selector.path(attribute)).map(MatchingRules::field).toList();
            return named.isEmpty() ? List.of(attribute) : named;
        }
    }

    /**
     * What a profile has that a level compares.
     *
     * @param level    1 the best
     * @param identity whose owners all have it
     * @param parts    the keys that it is made of: a phone or an e-mail address that many people share tells nothing
     */
    public record Evidence(int level, Key identity, List<Key> parts) {}

    /** @param settings RuleBasedMatching as the API has it */
    public static MatchingRules read(JsonNode settings, int mostPerValue) {
        if (!settings.path("Enabled").asBoolean()) {
            return NONE;
        }
        List<List<String>> named = StreamSupport.stream(
                        settings.path("MatchingRules").spliterator(), false)
                .map(rule -> texts(rule.path("Rule")).toList())
                .toList();
        List<List<String>> levels = named.isEmpty() ? DEFAULT : named;
        int matching = settings.path("MaxAllowedRuleLevelForMatching").asInt(levels.size());
        JsonNode conflicts = settings.path("ConflictResolution");
        return new MatchingRules(
                levels,
                Math.min(matching, levels.size()),
                Math.min(settings.path("MaxAllowedRuleLevelForMerging").asInt(0), Math.min(matching, levels.size())),
                Selector.read(settings.path("AttributeTypesSelector")),
                conflicts.path("ConflictResolvingModel").asText().equals("SOURCE")
                        ? conflicts.path("SourceName").textValue()
                        : null,
                mostPerValue);
    }

    /** Whether a rule may compare an attribute. */
    public static boolean isComparable(String attribute) {
        return attribute.startsWith("Attributes.") && attribute.length() > "Attributes.".length()
                || List.of(
                                "AccountNumber",
                                "Address.Address",
                                "Address.City",
                                "Address.Country",
                                "Address.County",
                                "Address.PostalCode",
                                "Address.State",
                                "Address.Province",
                                "BirthDate",
                                "BusinessName",
                                "EmailAddress",
                                "FirstName",
                                "Gender",
                                "LastName",
                                "MiddleName",
                                "PhoneNumber")
                        .contains(attribute);
    }

    /** Whether a selector may name a field for an attribute. */
    public static boolean isSelectable(String attribute, String field) {
        List<String> fields =
                switch (attribute) {
                    case "Address" -> Selector.ALL.addresses();
                    case "PhoneNumber" -> Selector.ALL.phones();
                    default -> Selector.ALL.emails();
                };
        return fields.contains(field(field));
    }

    /** The guide's names for fields that are called otherwise. */
    private static String field(String name) {
        return switch (name) {
            case "BusinessAddress" -> "BillingAddress";
            case "MaillingAddress" -> "MailingAddress";
            default -> name;
        };
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    /** What a golden record has of each level that finds matches, the best first. */
    public List<Evidence> evidence(JsonNode golden, Normalisation normalisation) {
        List<Evidence> evidence = new ArrayList<>();
        for (int level = 1; level <= matching; level++) {
            collect(level, golden, normalisation, evidence);
        }
        return evidence;
    }

    /** The level that an identity is of; empty where it is of none that finds matches now. */
    public Optional<Integer> level(String identityId) {
        for (int level = 1; level <= matching; level++) {
            if (identityId.startsWith(name(level) + '|')) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    public List<String> attributes(int level) {
        return levels.get(level - 1);
    }

    /** Rules that compare the same in the same way have the same name, whatever their place. */
    private String name(int level) {
        String compared = String.join("\n", attributes(level).stream().sorted().toList()) + selector;
        return PREFIX + HEX.formatHex(Sha256.of(compared), 0, NAME_BYTES);
    }

    private void collect(int level, JsonNode golden, Normalisation normalisation, List<Evidence> evidence) {
        List<Map<String, Part>> alternatives = List.of(new LinkedHashMap<>());
        List<String> ofAddress = new ArrayList<>();
        for (String attribute : attributes(level).stream().sorted().toList()) {
            if (attribute.startsWith(ADDRESS)) {
                ofAddress.add(attribute.substring(ADDRESS.length()));
            } else {
                alternatives = with(alternatives, attribute, parts(attribute, golden, normalisation));
            }
        }
        if (!ofAddress.isEmpty()) {
            alternatives = with(alternatives, "Address", addresses(ofAddress, golden, normalisation));
        }
        String name = name(level);
        for (Map<String, Part> alternative : alternatives) {
            StringBuilder text = new StringBuilder();
            alternative.forEach((attribute, part) -> text.append(attribute)
                    .append('\0')
                    .append(part.field())
                    .append('\0')
                    .append(part.value())
                    .append('\0'));
            evidence.add(new Evidence(
                    level,
                    new Key(name, HEX.formatHex(Sha256.of(text.toString()), 0, VALUE_BYTES)),
                    alternative.values().stream()
                            .flatMap(part -> part.key().stream())
                            .toList()));
        }
    }

    /** @param field where the value is from, where that matters; else empty */
    private record Part(String field, String value, Optional<Key> key) {}

    private static List<Map<String, Part>> with(
            List<Map<String, Part>> alternatives, String attribute, List<Part> parts) {
        List<Map<String, Part>> all = new ArrayList<>();
        for (Map<String, Part> alternative : alternatives) {
            for (Part part : parts) {
                Map<String, Part> next = new LinkedHashMap<>(alternative);
                next.put(attribute, part);
                all.add(next);
            }
        }
        return all;
    }

    private List<Part> parts(String attribute, JsonNode golden, Normalisation normalisation) {
        return switch (attribute) {
            case "PhoneNumber" ->
                parts(selector.phones(), ContentType.PHONE_NUMBER, ProfileKeys.PHONE, golden, normalisation);
            case "EmailAddress" ->
                parts(selector.emails(), ContentType.EMAIL_ADDRESS, ProfileKeys.EMAIL, golden, normalisation);
            case "BirthDate" ->
                Stream.of(NOT_DIGITS.matcher(golden.path(attribute).asText()).replaceAll(""))
                        .filter(digits -> !digits.isEmpty())
                        .map(digits -> new Part("", digits, Optional.empty()))
                        .toList();
            case "Gender" ->
                text(golden.path(golden.has("Gender") ? "Gender" : "GenderString"), normalisation)
                        .map(value -> new Part("", value, Optional.empty()))
                        .stream()
                        .toList();
            default ->
                text(value(attribute, golden), normalisation)
                        .map(value -> new Part("", value, Optional.empty()))
                        .stream()
                        .toList();
        };
    }

    private static JsonNode value(String attribute, JsonNode golden) {
        String ofAttributes = "Attributes.";
        return attribute.startsWith(ofAttributes)
                ? golden.path("Attributes").path(attribute.substring(ofAttributes.length()))
                : golden.path(attribute);
    }

    private List<Part> parts(
            List<String> fields, ContentType type, String key, JsonNode golden, Normalisation normalisation) {
        return fields.stream()
                .flatMap(field -> normalisation
                        .normalise(type, golden.path(field).asText())
                        .map(value -> new Part(from(field), value, Optional.of(new Key(key, value))))
                        .stream())
                .distinct()
                .toList();
    }

    /** Of one address all, or nothing. */
    private List<Part> addresses(List<String> members, JsonNode golden, Normalisation normalisation) {
        List<Part> parts = new ArrayList<>();
        for (String field : selector.addresses()) {
            List<String> values = members.stream()
                    .flatMap(member -> member(member, golden.path(field), normalisation).stream())
                    .toList();
            Part part = new Part(from(field), String.join("\n", values), Optional.empty());
            if (values.size() == members.size() && !parts.contains(part)) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static Optional<String> member(String member, JsonNode address, Normalisation normalisation) {
        if (!member.equals("Address")) {
            Optional<String> value = text(address.path(member), normalisation);
            return member.equals("PostalCode") ? value.map(code -> code.replace(" ", "")) : value;
        }
        String lines = String.join(
                " ",
                LINES.stream()
                        .map(line -> address.path(line).asText())
                        .filter(line -> !line.isBlank())
                        .toList());
        return normalisation.normalise(ContentType.NAME, lines);
    }

    private static Optional<String> text(JsonNode value, Normalisation normalisation) {
        return normalisation.normalise(ContentType.NAME, value.asText());
    }

    private String from(String field) {
        return selector.across() ? "" : field;
    }
}
