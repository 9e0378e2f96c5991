package dev.customerprofiles.core.records;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandardObjectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_profile.ProfileType",
                "_profile.BillingAddress.County",
                "_asset.DataSource",
                "_order.ShippingAddress.Name",
                "_order.OrderItems[].Quantity",
                "_communicationRecord.Campaign.CampaignId",
                "_communicationRecord.Endpoint.EndpointAddress",
                "_communicationRecord.Events.Open.EventId",
                "_communicationRecord.Events.Open.Attributes.link",
                "_airPreference.Loyalty.MembershipId",
                "_hotelPreference.SmokingPreference",
                "_airBooking.Price.TotalPrice",
                "_airBooking.BillingAddress.City",
                "_airSegment.Departure.ScheduledTime",
                "_airSegment.Baggage[].TagNumber",
                "_hotelReservation.CheckIn.Date",
                "_hotelStayRevenue.ReservationId",
                "_loyalty.Tier.CurrentTier",
                "_loyalty.Points.Balance",
                "_loyalty.PointExpirations[].Points",
                "_loyaltyTransaction.PointTransfer.PointsReceived",
                "_loyaltyPromotion.Incentive.Value",
                "_device.OperatingSystem",
                "_webAnalytics.Session.Id",
                "_webAnalytics.Attributes.anything at all"
            })
    void a_mapping_may_fill(String target) {
        assertThat(Target.parse(target, "t")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_communicationRecord.CommunicationRecordId",
                "_communicationRecord.Events.Open",
                "_communicationRecord.Events..EventId",
                "_communicationRecord.Events.Open.Other",
                "_airBooking.BookingId",
                "_airBooking.Payment.Cvv",
                "_airSegment.SegmentId",
                "_hotelReservation.ReservationId",
                "_hotelStayRevenue.StayRevenueId",
                "_loyalty.LoyaltyId",
                "_loyalty.Tier",
                "_loyaltyTransaction.TransactionId",
                "_loyaltyPromotion.PromotionId",
                "_device.DeviceId",
                "_webAnalytics.EventId",
                "_catalogItem.Name",
                "_Loyalty.Status"
            })
    void a_mapping_may_not_fill(String target) {
        assertThatThrownBy(() -> Target.parse(target, "t")).isInstanceOf(InvalidObjectType.class);
    }

    @ParameterizedTest
    @EnumSource(ItemKind.class)
    void every_kind_of_item_is_a_standard_object_that_needs_its_own_identifier(ItemKind kind) {
        StandardObject object = StandardObject.named(kind.typeName()).orElseThrow();
        assertThat(object.kind()).isEqualTo(kind);
        assertThat(ItemKind.ofType(kind.typeName())).contains(kind);
        String fields = "{'Fields':{'id':{'Source':'_source.id'},'x':{'Source':'_source.x','Target':'" + kind.typeName()
                + ".Attributes.x'}},'Keys':{'k':[{'StandardIdentifiers':['UNIQUE','PROFILE'%s],'FieldNames':['id']}]}}";
        kind.identifier().ifPresent(identifier -> {
            assertThatThrownBy(() -> ObjectType.parse("T", Json.of(fields.formatted(""))))
                    .hasMessageContaining(identifier.name());
            assertThat(ObjectType.parse("T", Json.of(fields.formatted(",'" + identifier + "'"))))
                    .isNotNull();
        });
    }

    @Test
    void times_inside_an_object_are_read_as_well() {
        assertThat(Target.parse("_loyalty.PointExpirations[].Date", "t").accept("2025/01/31"))
                .contains("2025-01-31");
        assertThat(Target.parse("_communicationRecord.Events.Open.UpdatedDate", "t")
                        .accept("1709287200"))
                .contains("2024-03-01T10:00:00Z");
        assertThat(Target.parse("_loyalty.Attributes.someDate", "t").accept("1709287200"))
                .contains("1709287200");
    }
}
