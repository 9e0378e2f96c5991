package dev.customerprofiles.core.records;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.core.records.BuiltIn.item;
import static dev.customerprofiles.core.records.BuiltIn.keys;
import static dev.customerprofiles.core.records.BuiltIn.map;
import static dev.customerprofiles.core.records.BuiltIn.template;
import static org.assertj.core.api.Assertions.assertThat;

class ClickstreamTemplateTest {

    private static final String CLICKSTREAM = "WebAnalytics-Clickstream";
    private static final ObjectNode EVENTS = Json.resource("clickstream.json");

    @Test
    void what_a_visitor_does_is_a_web_analytics_event() {
        Contribution purchase = map(CLICKSTREAM, EVENTS, "purchase");
        assertThat(purchase.fields()).isEmpty();
        assertThat(purchase.item().orElseThrow().kind()).isEqualTo(ItemKind.WEB_ANALYTICS);
        assertThat(item(purchase))
                .isEqualTo(
                        Json.of(
                                """
                                {'EventType':'purchase','EventTimestamp':'2024-03-01T10:00:00Z','OrderId':'o-7','DeviceId':'d-3',
                                 'Session':{'Id':'s-1','StartTimestamp':'2024-03-01T09:58:20Z'},'User':{'Id':'u-17','AnonymousId':'a-1','IsLoggedIn':'true'},
                                 'Page':{'Title':'Thank you','Location':'https://shop.example.com/done'},
                                 'ItemsList':[{'Id':'KET-2','Title':'Kettle 2','Value':'49.90','Quantity':'2'},{'Id':'TRAY'}],
                                 'Attributes':{'ClickstreamEventId':'e-1','OrderValue':'99.80','OrderCurrency':'USD','DeviceType':'mobile',
                                 'DeviceBrowser':'Firefox'}}
                                """));
        assertThat(template(CLICKSTREAM).sourceTime((ObjectNode) EVENTS.get("purchase")))
                .contains(Instant.parse("2024-03-01T10:00:00Z"));
    }

    @Test
    void a_browser_stands_for_a_visitor_only_while_nobody_is_signed_in() {
        assertThat(keys(map(CLICKSTREAM, EVENTS, "purchase")))
                .containsExactly(
                        "_webAnalyticsClickstreamEventId=e-1 [WEB_ANALYTICS, UNIQUE]",
                        "_webAnalyticsUserId=u-17 [PROFILE]",
                        "_webAnalyticsOrderId=o-7 [ORDER]",
                        "_webAnalyticsDeviceId=d-3 [DEVICE]");
        assertThat(keys(map(CLICKSTREAM, EVENTS, "anonymous")))
                .containsExactly(
                        "_webAnalyticsClickstreamEventId=e-2 [WEB_ANALYTICS, UNIQUE]",
                        "_webAnalyticsAnonymousUserId=a-1 [PROFILE]");
    }
}
