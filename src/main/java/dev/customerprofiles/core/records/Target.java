package dev.customerprofiles.core.records;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the values of a field go.
 *
 * @param object the standard object
 * @param path   {@code [FirstName]}, {@code [Address, City]}, {@code [Attributes, x]}, {@code [Attributes]} for all members of an
 *     object at once, {@code [OrderItems[], Title]} for a value of each element of a list
 */
record Target(StandardObject object, List<String> path) {

    static final String ATTRIBUTES = "Attributes";
    static final String SOURCE_TIME = "SourceLastUpdatedTimestamp";
    static final String EACH = "[]";

    private static final int LIMIT = 255;
    private static final Map<String, Integer> LONGER_LIMITS = Map.of("AdditionalInformation", 1000);

    private static final Set<String> ADDRESS_PARTS =
            words("Address1 Address2 Address3 Address4 City County State Province Country PostalCode");

    private static final Set<String> ORDER_ITEM_PARTS = Set.of("Title", "Price", "Quantity");

    enum StandardObject {
        PROFILE(
                null,
                "AccountNumber AdditionalInformation PartyType PartyTypeString BusinessName FirstName MiddleName LastName "
                        + "BirthDate Gender GenderString PhoneNumber MobilePhoneNumber HomePhoneNumber "
                        + "BusinessPhoneNumber EmailAddress PersonalEmailAddress BusinessEmailAddress "
                        + SOURCE_TIME,
                "Address ShippingAddress MailingAddress BillingAddress"),
        ASSET(
                ItemKind.ASSET,
                "AssetName SerialNumber ModelNumber ModelName ProductSKU PurchaseDate UsageEndDate Status Price Quantity "
                        + "Description AdditionalInformation DataSource",
                ""),
        CASE(
                ItemKind.CASE,
                "Title Summary Status Reason CreatedBy CreatedDate UpdatedDate ClosedDate AdditionalInformation DataSource",
                ""),
        ORDER(
                ItemKind.ORDER,
                "CustomerEmail CustomerPhone CreatedDate UpdatedDate ProcessedDate ClosedDate CancelledDate CancelReason Name "
                        + "AdditionalInformation Gateway Status StatusCode StatusUrl CreditCardNumber "
                        + "CreditCardCompany FulfillmentStatus TotalPrice TotalTax TotalDiscounts TotalItemsPrice "
                        + "TotalShippingPrice TotalTipReceived Currency TotalWeight",
                "BillingAddress ShippingAddress"),
        CONTACT(
                ItemKind.CONTACT,
                "ContactId Channel InitiationMethod InitiationTimestamp DisconnectTimestamp DurationSeconds AgentUsername "
                        + "QueueName CustomerEndpoint DisconnectReason",
                "");

        private final ItemKind kind;
        private final Set<String> fields;
        private final Set<String> addresses;

        StandardObject(ItemKind kind, String fields, String addresses) {
            this.kind = kind;
            this.fields = words(fields);
            this.addresses = words(addresses);
        }

        private boolean has(List<String> path) {
            return switch (path.size()) {
                case 1 -> fields.contains(path.get(0));
                case 2 ->
                    addresses.contains(path.get(0)) && isAddressPart(path.get(1))
                            || this == ORDER
                                    && path.get(0).equals("OrderItems" + EACH)
                                    && ORDER_ITEM_PARTS.contains(path.get(1));
                default -> false;
            };
        }

        private boolean isAddressPart(String name) {
            return ADDRESS_PARTS.contains(name) || this == ORDER && name.equals("Name");
        }

        private static Optional<StandardObject> named(String name) {
            return Stream.of(values())
                    .filter(object -> name.equals('_' + object.name().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** @throws InvalidObjectType if nothing of that name can be filled */
    static Target parse(String target, String member) {
        int dot = target.indexOf('.');
        StandardObject object = StandardObject.named(dot < 0 ? target : target.substring(0, dot))
                .orElseThrow(() -> new InvalidObjectType(
                        member, "must start with _profile, _case, _asset, _order or _contact, followed by a dot"));
        String rest = dot < 0 ? "" : target.substring(dot + 1);
        if (rest.equals(ATTRIBUTES)) {
            return new Target(object, List.of(ATTRIBUTES));
        }
        if (rest.startsWith(ATTRIBUTES + '.')) {
            String name = rest.substring(ATTRIBUTES.length() + 1);
            if (name.isBlank() || name.length() > LIMIT) {
                throw new InvalidObjectType(member, "must name an attribute of 1 to 255 characters");
            }
            return new Target(object, List.of(ATTRIBUTES, name));
        }
        List<String> path = List.of(rest.split("\\.", -1));
        if (!object.has(path)) {
            throw new InvalidObjectType(member, "must be a member of the standard object that a mapping may fill");
        }
        return new Target(object, path);
    }

    ItemKind kind() {
        return object.kind;
    }

    boolean isProfile() {
        return object == StandardObject.PROFILE;
    }

    boolean isSourceTime() {
        return isProfile() && path.get(0).equals(SOURCE_TIME);
    }

    boolean isAttribute() {
        return path.get(0).equals(ATTRIBUTES) && path.size() == 2;
    }

    boolean isAllAttributes() {
        return path.get(0).equals(ATTRIBUTES) && path.size() == 1;
    }

    boolean isEachOfList() {
        return path.get(0).endsWith(EACH);
    }

    /** The text as the target takes it: a constant of an enumeration, a time in ISO-8601, shortened to the limit. */
    Optional<String> accept(String text) {
        String name = path.get(path.size() - 1);
        Optional<String> accepted =
                switch (isProfile() ? name : "") {
                    case "Gender" -> Texts.gender(text);
                    case "PartyType" -> Texts.partyType(text);
                    default -> Optional.of(isItemTime(name) ? Times.normalised(text) : text);
                };
        return accepted.map(value -> Texts.shortened(value, LONGER_LIMITS.getOrDefault(name, LIMIT)));
    }

    private boolean isItemTime(String name) {
        return !isProfile() && path.size() == 1 && (name.endsWith("Date") || name.endsWith("Timestamp"));
    }

    private static Set<String> words(String words) {
        return Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
