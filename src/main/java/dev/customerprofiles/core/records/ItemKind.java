package dev.customerprofiles.core.records;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.customerprofiles.core.identity.StandardIdentifier;

/** The kinds of things that a customer has. */
public enum ItemKind {
    CASE("_case", StandardIdentifier.CASE, "CaseId", "_caseId", Map.of()),
    /** Ours: the reference keeps contact records in the shape of their source. */
    CONTACT("_contact", null, null, null, Map.of()),
    ASSET(
            "_asset",
            StandardIdentifier.ASSET,
            "AssetId",
            "_assetId",
            Map.of("AssetName", "_assetName", "SerialNumber", "_serialNumber")),
    ORDER("_order", StandardIdentifier.ORDER, "OrderId", "_orderId", Map.of()),
    COMMUNICATION_RECORD("_communicationRecord", null, "CommunicationRecordId", "_communicationRecordId", Map.of()),
    AIR_PREFERENCE("_airPreference", StandardIdentifier.AIR_PREFERENCE, "PreferenceId", "_airPreferenceId", Map.of()),
    HOTEL_PREFERENCE(
            "_hotelPreference", StandardIdentifier.HOTEL_PREFERENCE, "PreferenceId", "_hotelPreferenceId", Map.of()),
    AIR_BOOKING(
            "_airBooking",
            StandardIdentifier.AIR_BOOKING,
            "BookingId",
            "_airBookingId",
            Map.of("PreferenceRef", "_airPreferenceRef")),
    AIR_SEGMENT(
            "_airSegment",
            StandardIdentifier.AIR_SEGMENT,
            "SegmentId",
            "_airSegmentId",
            Map.of("BookingRef", "_airBookingRef")),
    HOTEL_RESERVATION(
            "_hotelReservation",
            StandardIdentifier.HOTEL_RESERVATION,
            "ReservationId",
            "_hotelReservationId",
            Map.of("PreferenceRef", "_hotelPreferenceRef")),
    HOTEL_STAY_REVENUE(
            "_hotelStayRevenue",
            StandardIdentifier.HOTEL_STAY_REVENUE,
            "StayRevenueId",
            "_hotelStayRevenueId",
            Map.of()),
    LOYALTY(
            "_loyalty",
            StandardIdentifier.LOYALTY,
            "LoyaltyId",
            "_loyaltyId",
            Map.of("MembershipId", "_loyaltyMembershipId")),
    LOYALTY_TRANSACTION(
            "_loyaltyTransaction",
            StandardIdentifier.LOYALTY_TRANSACTION,
            "TransactionId",
            "_loyaltyTransactionId",
            Map.of()),
    LOYALTY_PROMOTION(
            "_loyaltyPromotion", StandardIdentifier.LOYALTY_PROMOTION, "PromotionId", "_loyaltyPromotionId", Map.of()),
    DEVICE("_device", StandardIdentifier.DEVICE, "DeviceId", null, Map.of()),
    WEB_ANALYTICS("_webAnalytics", StandardIdentifier.WEB_ANALYTICS, "EventId", null, Map.of());

    private final String typeName;
    private final StandardIdentifier identifier;
    private final String idMember;
    private final String idKey;
    private final Map<String, String> indexed;

    ItemKind(
            String typeName,
            StandardIdentifier identifier,
            String idMember,
            String idKey,
            Map<String, String> indexed) {
        this.typeName = typeName;
        this.identifier = identifier;
        this.idMember = idMember;
        this.idKey = idKey;
        this.indexed = Collections.unmodifiableSortedMap(new TreeMap<>(indexed)); // keeps one order of keys
    }

    /** The kind that a standard object type holds. */
    public static Optional<ItemKind> ofType(String typeName) {
        return Arrays.stream(values())
                .filter(kind -> kind.typeName.equals(typeName))
                .findFirst();
    }

    /** Its standard object type: {@code _asset}. */
    public String typeName() {
        return typeName;
    }

    /** What a key must have where a mapping fills such an object; none where it needs no key. */
    Optional<StandardIdentifier> identifier() {
        return Optional.ofNullable(identifier);
    }

    /** The member that holds its id, which no mapping may fill; none where the record's own id is among the members. */
    public Optional<String> idMember() {
        return Optional.ofNullable(idMember);
    }

    /** The key that finds its customer by its id, where there is one. */
    Optional<String> idKey() {
        return Optional.ofNullable(idKey);
    }

    /** The members that are searched for, each with the name of its key. */
    Map<String, String> indexed() {
        return indexed;
    }

    /** Whether the newest of them are part of the profile's document. */
    public boolean inProfile() {
        return this == CASE || this == CONTACT || this == ASSET || this == ORDER;
    }
}
