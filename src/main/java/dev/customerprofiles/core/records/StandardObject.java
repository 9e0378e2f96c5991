package dev.customerprofiles.core.records;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The objects that mappings fill, with their members beside {@code Attributes}. Ids are not among them: the service gives
 * them. Nor are card security codes, which nobody may keep.
 */
enum StandardObject {
    PROFILE(
            null,
            """
            AccountNumber AdditionalInformation PartyType PartyTypeString ProfileType BusinessName FirstName MiddleName LastName
            BirthDate Gender GenderString PhoneNumber MobilePhoneNumber HomePhoneNumber BusinessPhoneNumber
            EmailAddress PersonalEmailAddress BusinessEmailAddress SourceLastUpdatedTimestamp
            Address{ADDRESS} ShippingAddress{ADDRESS} MailingAddress{ADDRESS} BillingAddress{ADDRESS}"""),
    ASSET(
            ItemKind.ASSET,
            """
            AssetName SerialNumber ModelNumber ModelName ProductSKU PurchaseDate UsageEndDate Status Price Quantity Description
            AdditionalInformation DataSource"""),
    CASE(
            ItemKind.CASE,
            "Title Summary Status Reason CreatedBy CreatedDate UpdatedDate ClosedDate AdditionalInformation DataSource"),
    ORDER(
            ItemKind.ORDER,
            """
            CustomerEmail CustomerPhone CreatedDate UpdatedDate ProcessedDate ClosedDate CancelledDate CancelReason Name
            AdditionalInformation Gateway Status StatusCode StatusUrl CreditCardNumber CreditCardCompany FulfillmentStatus
            TotalPrice TotalTax TotalDiscounts TotalItemsPrice TotalShippingPrice TotalTipReceived Currency TotalWeight
            BillingAddress{Name ADDRESS} ShippingAddress{Name ADDRESS} OrderItems[]{Title Price Quantity}"""),
    CONTACT(
            ItemKind.CONTACT,
            """
            ContactId Channel InitiationMethod InitiationTimestamp DisconnectTimestamp DurationSeconds AgentUsername QueueName
            CustomerEndpoint DisconnectReason"""),
    COMMUNICATION_RECORD(
            ItemKind.COMMUNICATION_RECORD,
            """
            Channel ConnectInstanceArn CreatedDate UpdatedDate LastEventType
            Campaign{CampaignId CampaignName CampaignRunId CampaignActivityId SegmentArn}
            Endpoint{EndpointAddress EndpointType}"""),
    AIR_PREFERENCE(
            ItemKind.AIR_PREFERENCE,
            """
            PreferenceName Status StartDate EndDate CreatedDate CreatedBy UpdatedDate UpdatedBy Language
            SeatPreference SeatZone MealType DietaryRestriction CabinClass PreferredAirline HomeAirport Wheelchair
            SpecialAssistance AdditionalInformation Loyalty{ProgramName MembershipId Tier}"""),
    HOTEL_PREFERENCE(
            ItemKind.HOTEL_PREFERENCE,
            """
            PreferenceName Status StartDate EndDate CreatedDate CreatedBy UpdatedDate UpdatedBy Language
            SmokingPreference CleaningTime CheckInType CheckOutType RoomFloor ElevatorProximity QuietZone RoomView RoomType
            BedType MattressType PillowType NumberOfPillows MealType DietaryRestriction AllergyInfo Wheelchair
            AdditionalInformation Loyalty{ProgramName MembershipId Tier}"""),
    AIR_BOOKING(
            ItemKind.AIR_BOOKING,
            """
            ContextId PreferenceRef BookingName PassengerIndex TravellerId GroupBooking NumberOfPassengers NumberOfAdults
            NumberOfChildren ProcessedDate CreatedDate CreatedBy UpdatedDate UpdatedBy Status PriorityStatus ReservationStatus
            MarketingCode MarketingName TravelAgent TravelAgency TravelCorpNumber Booker AdditionalInformation Email PhoneNumber
            CancelledDate Diplomat Child Disabled Oxygen PetOnly CancellationCharge Refundable
            Inventory{Seats} Loyalty{ProgramName MembershipId Tier} Channel{CHANNEL} Payment{PAYMENT} BillingAddress{ADDRESS}
            Price{TotalPrice BasePrice TravellerPrice DiscountAmount Currency}
            PaymentStatus{PaidAt AwaitingPayment RequiredBy}"""),
    AIR_SEGMENT(
            ItemKind.AIR_SEGMENT,
            """
            BookingRef SegmentName PassengerIndex SegmentIndex SeatSelection NumberOfPassengers NumberOfLegs Tier Origin
            OriginCountryCode Dest DestCountryCode ProcessedDate CreatedDate CreatedBy UpdatedDate UpdatedBy Status FlightNumber
            Carrier CarrierType IsInternational IsEticket IsArmed LapInfant Pet PrisonerOrGuard Child Married CheckinEligible
            InEligibleReason UnEscortedMinor PremiumAccess MissingData CurrentClassOfService BookedClassOfService CodeShare
            ReverseCodeShare MarketCarrierCode OpCarrierCode InConnection OutConnection MilesToEarn Duration DurationTimeUnit
            Distance DistanceUnit SellType GoShow Incapacitated Upgraded Downgraded BaggageInsurance MaxAllowedBaggage
            BaggageQuantity BaggageFee
            Arrival{Location Code Terminal Country Date Time EstimatedTime ScheduledTime}
            Departure{Location Code Terminal Country Date Time EstimatedTime ScheduledTime}
            Seat{SeatNumber SeatZone SeatType Price NeighborFree UpgradeAuction Available ExtraSeat AdditionalInformation}
            Priority{TransactionId PriorityServiceType LoungeAccess Price AdditionalInformation}
            Doc{DocType DocTypeNeeded Nationality DateOfBirth AppId AgentId VerifiedDateTime}
            Baggage[]{Id TagNumber DepartureDate BaggageType Weight Length Width Height PriorityBagDrop PriorityBagReturn
                HandsFreeBaggage Fee IsGateBag IsHeavy}
            Pets[]{Species Breed Weight WeightUnit TransportType} OtherServices[]{ServiceType Description Price}"""),
    HOTEL_RESERVATION(
            ItemKind.HOTEL_RESERVATION,
            """
            ConfirmationNumber PreferenceRef Status TripType BrandCode HotelCode PhoneNumber EmailAddress GroupId ContextId
            ProcessedDate CreatedDate CreatedBy UpdatedDate UpdatedBy AgentId Reserver SameDayRate Refundable CancellationCharge
            TransactionId AmountPerNight AdditionalNote NumberOfNights NumberOfGuests TotalAmountBeforeTax TotalAmountAfterTax
            CheckIn{Date DigitalKey Early Late RoomKeys UserSelectedRoom} Checkout{Early Late Self Date}
            Loyalty{ProgramName MembershipId Tier}
            Room{TypeCode TypeName TypeDesc Number Capacity AccessibilityType SmokingAllowed} Payment{PAYMENT}
            Currency{Code Name Symbol} Cancellation{Reason Comment} Channel{CHANNEL} RatePlan{Code Name Description}
            Guests{Adults Children} Services[]{ServiceType Description Cost}"""),
    HOTEL_STAY_REVENUE(
            ItemKind.HOTEL_STAY_REVENUE,
            """
            ReservationId GuestId HotelCode StartDate Type Description Amount ProcessedDate Status CurrencyCode CurrencyName
            CurrencySymbol CreatedOn CreatedBy LastUpdatedOn LastUpdatedBy"""),
    LOYALTY(
            ItemKind.LOYALTY,
            """
            ProgramId MembershipId ProgramName Group Channel CreatedDate EnrollmentDate CreatedBy UpdatedDate LastUpdatedBy
            UpgradeDate RenewalDate AdditionalInformation EmailAddress EmailAddressVerified PhoneNumber PhoneNumberVerified
            Status Tier{CurrentTier NextTier PointsToNextTier} Points{Unit Lifetime Balance Redeemed}
            PointExpirations[]{Points Date} Payment{PAYMENT} PaymentInformation BillingAddress{ADDRESS}"""),
    LOYALTY_TRANSACTION(
            ItemKind.LOYALTY_TRANSACTION,
            """
            TransactionName TransactionType ProgramRef MembershipRef PromotionRef CreatedDate TransactionDate Industry Location
            CreatedBy UpdatedDate UpdatedBy Status AccrualType Category Channel ProductId Amount OriginValue OriginValueCurrency
            OriginValueOffset PointsEarned PointOffset QualifyingPointsEarned TierBefore TierAfter Brand Description
            AdditionalInformation PaymentMethod
            PointTransfer{TransferId SourceProgramId DestinationProgramId SourceMembershipId DestinationMembershipId
                PointsTransferred PointsReceived}"""),
    LOYALTY_PROMOTION(
            ItemKind.LOYALTY_PROMOTION,
            """
            PromotionName PromotionType ProgramType ProgramRef PartnerId PartnerNumber Tier StartDate EnrolledDate EndDate Amount
            Period Status CreatedDate CreatedBy UpdatedDate UpdatedBy CampaignRef AdditionalInformation
            TriggerLimit{Times Interval} Usage{UsageProgressPercent UsageCompleted UsageTarget} Rules{Name Description}
            Incentive{Type Value Unit}"""),
    DEVICE(
            ItemKind.DEVICE,
            """
            Type Model Manufacturer OperatingSystem OperatingSystemVersion ScreenWidth ScreenHeight Browser BrowserVersion
            Locale"""),
    WEB_ANALYTICS(
            ItemKind.WEB_ANALYTICS,
            """
            EventType EventTimestamp EventDuration EventValue OrderId DeviceId Browser{Id} Session{Id StartTimestamp}
            User{Id AnonymousId IsReturning IsLoggedIn} Page{Title Location Referrer Category}
            Element{Id Type Classes Text AltText Source}
            Form{Id Name Length ValidationErrors FieldsCompleted FieldsRequired}
            Search{Query TotalMatchingResults ResultsPerPage CurrentResultsPage FilterExpression SortCriteria SortOrder}
            Item{ITEM} ItemsList[]{ITEM} AdditionalItemImpressions[]{ITEM} Cart{Id ItemsCount Currency Value}
            Scroll{DepthPercentage PositionX PositionY} Error{Description Type}
            Location{Country State Province County City Latitude Longitude} Application{Name Version Environment}""");

    private static final List<String> EVENT_MEMBERS = List.of("UpdatedDate", "EventId", "EventType");
    private static final int ATTRIBUTE_OF_EVENT = 4;

    private final ItemKind kind;
    private final Set<List<String>> paths;

    StandardObject(ItemKind kind, String members) {
        this.kind = kind;
        this.paths = Notation.paths(members);
    }

    static Optional<StandardObject> named(String typeName) {
        return Arrays.stream(values())
                .filter(object -> object.typeName().equals(typeName))
                .findFirst();
    }

    /** Null for the profile itself. */
    ItemKind kind() {
        return kind;
    }

    String typeName() {
        return kind == null ? "_profile" : kind.typeName();
    }

    /** Whether a mapping may fill what is at this path. */
    boolean has(List<String> path) {
        return paths.contains(path) || this == COMMUNICATION_RECORD && isOfEvent(path);
    }

    /** Every path that a mapping may fill, in the order of the reference; without attributes, and without events of open names. */
    Collection<List<String>> paths() {
        return paths;
    }

    /** {@code Events.Open.EventId}, {@code Events.Open.Attributes.link}. */
    private static boolean isOfEvent(List<String> path) {
        if (path.size() < ATTRIBUTE_OF_EVENT - 1
                || !path.get(0).equals("Events")
                || path.stream().anyMatch(String::isBlank)) {
            return false;
        }
        return path.size() == ATTRIBUTE_OF_EVENT
                ? path.get(2).equals(Target.ATTRIBUTES)
                : path.size() == ATTRIBUTE_OF_EVENT - 1 && EVENT_MEMBERS.contains(path.get(2));
    }

    /** How the members are written above: {@code Status Tier{CurrentTier NextTier} PointExpirations[]{Points Date}}. */
    private static final class Notation {

        private static final Pattern MEMBER = Pattern.compile("([A-Za-z0-9]+(?:\\[])?)(?:\\{([^}]*)})?");
        private static final Pattern SPACES = Pattern.compile("\\s+");
        private static final Map<String, String> SHARED = Map.of(
                "ADDRESS", "Address1 Address2 Address3 Address4 City County State Province Country PostalCode",
                "CHANNEL", "CreationChannelId LastUpdatedChannelId Method",
                "ITEM", "Id Title Category Value Currency Quantity ImpressionType ImpressionId",
                "PAYMENT",
                        "Type CreditCardToken CreditCardType CreditCardExpiration NameOnCreditCard RoutingNumber AccountNumber"
                                + " VoucherId DiscountCode DiscountPercent");

        private static Set<List<String>> paths(String members) {
            Set<List<String>> paths = new LinkedHashSet<>();
            Matcher member = MEMBER.matcher(members);
            while (member.find()) {
                String name = member.group(1);
                if (member.group(2) == null) {
                    paths.add(List.of(name));
                } else {
                    words(member.group(2))
                            .flatMap(word -> words(SHARED.getOrDefault(word, word)))
                            .forEach(part -> paths.add(List.of(name, part)));
                }
            }
            return paths;
        }

        private static Stream<String> words(String text) {
            return SPACES.splitAsStream(text.strip());
        }
    }
}
