package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.core.records.BuiltIn.PERSON;
import static dev.customerprofiles.core.records.BuiltIn.item;
import static dev.customerprofiles.core.records.BuiltIn.keys;
import static dev.customerprofiles.core.records.BuiltIn.map;
import static dev.customerprofiles.core.records.BuiltIn.template;
import static dev.customerprofiles.core.records.Json.once;
import static dev.customerprofiles.core.records.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class ShopifyTemplatesTest {

    private static final ObjectNode SHOPIFY = Json.resource("shopify.json");
    private static final ObjectNode ORDER = (ObjectNode) SHOPIFY.get("order");
    private static final List<String> PATHS = List.of("payload", "detail.payload", "detail.event.detail.payload");

    @Test
    void a_customer_is_known_elsewhere_only_by_an_address_that_was_verified() {
        Contribution customer = map("Shopify-Customer", SHOPIFY, "customer");
        assertThat(texts(customer))
                .containsOnly(
                        entry("Attributes.ShopifyCustomerId", "9007199254740997"),
                        entry("Attributes.ShopifyTags", "vip"),
                        entry("Attributes.ShopifyOrders", "2"),
                        entry("Attributes.ShopifyTotalSpent", "129.80 USD"),
                        entry("FirstName", "Ada"),
                        entry("LastName", "King"),
                        entry("EmailAddress", "ada.king@example.com"),
                        entry("PhoneNumber", "206-555-0100"),
                        entry("AdditionalInformation", "Collects kettles"),
                        entry(
                                "Address",
                                "{'Address1':'12 Mill Lane','Address2':'Flat 3','City':'Seattle','Province':'Washington',"
                                        + "'PostalCode':'98101','Country':'United States'}"));
        assertThat(keys(customer)).containsExactly("_shopifyCustomerId=9007199254740997 [PROFILE, UNIQUE]", PERSON);
        assertThat(keys(map("Shopify-Customer", SHOPIFY, "unverified")))
                .containsExactly("_shopifyCustomerId=5 [PROFILE, UNIQUE]");
    }

    @Test
    void an_order_is_an_order_of_its_customer() {
        Contribution order = map("Shopify-Order", SHOPIFY, "order");
        assertThat(order.fields()).isEmpty();
        assertThat(item(order))
                .isEqualTo(
                        Json.of(
                                """
                                {'Name':'#2001','CustomerEmail':'ada.king@example.com','CustomerPhone':'+12065550100','CreatedDate':'2024-03-01T04:00:00Z',
                                 'UpdatedDate':'2024-03-02T18:00:00Z','ProcessedDate':'2024-03-01T04:00:01Z','Gateway':'card, gift_card',
                                 'Status':'Partially refunded','FulfillmentStatus':'Partially fulfilled','CreditCardNumber':'1117','CreditCardCompany':'Visa',
                                 'StatusUrl':'https://shop.example.com/orders/2001','StatusCode':'ACTIVATED','TotalPrice':'129.80','TotalTax':'9.80',
                                 'TotalDiscounts':'5.00','TotalItemsPrice':'125.00','TotalShippingPrice':'0.00','TotalTipReceived':'0.00','TotalWeight':'2300',
                                 'Currency':'USD','ShippingAddress':{'Name':'Ada King','Address1':'12 Mill Lane','City':'Seattle','Province':'WA',
                                 'PostalCode':'98101','Country':'United States'},
                                 'OrderItems':[{'Title':'Kettle 2','Price':'49.90','Quantity':'2'},{'Title':'Tray','Price':'25.20','Quantity':'1'}],
                                 'Attributes':{'ShopifyOrderId':'820982911946154508','ShopifyCustomerId':'9007199254740997',
                                 'items':'2 × Kettle 2 - red, 1 × Tray','discountCodes':'SPRING, KETTLE','trackingNumbers':'TRACK-1, TRACK-2'}}
                                """));
        assertThat(keys(order))
                .containsExactly(
                        "_shopifyOrderId=820982911946154508 [ORDER, UNIQUE]",
                        "_shopifyCustomerId=9007199254740997 [PROFILE]");
        assertThat(template("Shopify-Order").type().allowProfileCreation()).isFalse();
    }

    @Test
    void the_order_reads_the_same_bare_and_however_deep_an_event_carries_it() {
        Mapping mapping = template("Shopify-Order");
        for (String path : PATHS) {
            ObjectNode event = Json.wrapped(ORDER, path);
            assertThat(item(mapping.map(once(event)))).isEqualTo(item(mapping.map(once(ORDER))));
            assertThat(keys(mapping.map(once(event)))).isEqualTo(keys(mapping.map(once(ORDER))));
            assertThat(mapping.uniqueKey(event)).isEqualTo(mapping.uniqueKey(ORDER));
            assertThat(mapping.sourceTime(event)).contains(Instant.parse("2024-03-02T18:00:00Z"));
        }
    }

    @Test
    void an_event_that_carries_no_order_is_not_taken_for_one() {
        ObjectNode event = Json.wrapped(Json.of("{'name':'#9'}"), "detail.payload");
        assertThat(template("Shopify-Order").uniqueKey(event)).isEmpty();
    }

    @Test
    void the_newest_version_counts_whatever_it_was_wrapped_in() {
        ObjectNode paid = ORDER.deepCopy().put("financial_status", "paid");
        paid.remove("line_items");
        paid.putArray("line_items").addObject().put("title", "Lid").put("price", "5.00");
        Mapping mapping = template("Shopify-Order");
        for (String path : PATHS) {
            Accumulated wrappedFirst = Accumulated.first(Json.wrapped(ORDER, path), Json.version(1))
                    .with(paid, Json.version(2));
            Accumulated wrappedLast =
                    Accumulated.first(ORDER, Json.version(1)).with(Json.wrapped(paid, path), Json.version(2));
            for (Accumulated order : List.of(wrappedFirst, wrappedLast)) {
                assertThat(item(mapping.map(order)).get("Status").textValue()).isEqualTo("Paid");
                assertThat(item(mapping.map(order)).get("OrderItems"))
                        .isEqualTo(Json.of("{'x':[{'Title':'Lid','Price':'5.00'}]}")
                                .get("x"));
            }
        }
    }

    @Test
    void an_order_of_a_guest_is_nobodys() {
        Contribution order = map("Shopify-Order", SHOPIFY, "guestOrder");
        assertThat(keys(order)).containsExactly("_shopifyOrderId=3 [ORDER, UNIQUE]");
        assertThat(item(order).has("OrderItems")).isFalse();
        assertThat(item(order).get("StatusCode").textValue()).isEqualTo("DRAFT");
    }

    @Test
    void a_draft_is_an_order_that_is_not_placed() {
        Contribution draft = map("Shopify-DraftOrder", SHOPIFY, "draft");
        assertThat(item(draft))
                .isEqualTo(
                        Json.of(
                                """
                                {'Name':'#D7','CustomerEmail':'ada.king@example.com','CreatedDate':'2024-03-01T17:00:00Z','UpdatedDate':'2024-03-01T17:30:00Z',
                                 'AdditionalInformation':'By phone','Status':'Invoice sent','StatusUrl':'https://shop.example.com/invoices/7',
                                 'StatusCode':'DRAFT','TotalPrice':'59.90','TotalTax':'0.00','TotalDiscounts':'0.00','TotalItemsPrice':'49.90',
                                 'TotalShippingPrice':'10.00','Currency':'USD','OrderItems':[{'Title':'Kettle 2','Price':'49.90','Quantity':'1'}],
                                 'Attributes':{'ShopifyDraftOrderId':'994118539','ShopifyCustomerId':'9007199254740997','items':'1 × Kettle 2'}}
                                """));
        assertThat(keys(draft))
                .containsExactly(
                        "_shopifyOrderId=994118539 [ORDER, UNIQUE]", "_shopifyCustomerId=9007199254740997 [PROFILE]");
    }
}
