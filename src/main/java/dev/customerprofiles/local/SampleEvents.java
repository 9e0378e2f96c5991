package dev.customerprofiles.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.vertx.core.json.JsonObject;

/** A year of invented customers in six source systems: CloudEvents, in the order in which they arrive. */
record SampleEvents(List<JsonObject> events) {

    static final String DOMAIN = "demo";

    private static final String FILE = "/local/events.jsonl";

    /** What each source system sends: event type to object type, by the source's address. */
    static final Map<String, Map<String, String>> SOURCES = Map.of(
            "https://brightline.salesforce.example.com",
            Map.of(
                    "Salesforce-Contact", "Salesforce-Contact",
                    "Salesforce-Account", "Salesforce-Account",
                    "Salesforce-Asset", "Salesforce-Asset"),
            "https://brightline.zendesk.example.com",
            Map.of("zendesk.user.changed", "Zendesk-users", "zendesk.ticket.changed", "Zendesk-tickets"),
            "https://brightline.servicenow.example.com",
            Map.of("Servicenow-sys_user", "Servicenow-sys_user", "Servicenow-incident", "Servicenow-incident"),
            "https://brightline.shopify.example.com",
            Map.of("Shopify-Customer", "Shopify-Customer", "Shopify-Order", "Shopify-Order"),
            "https://brightline.marketo.example.com",
            Map.of("Marketo-leads", "Marketo-leads"),
            "https://contact-centre.example.com/brightline",
            Map.of("CTR-NoInferred", "CTR-NoInferred"));

    SampleEvents {
        events = List.copyOf(events);
    }

    static SampleEvents read() {
        var file = Objects.requireNonNull(SampleEvents.class.getResourceAsStream(FILE), FILE);
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return new SampleEvents(lines.lines().map(JsonObject::new).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject last() {
        return events.get(events.size() - 1);
    }
}
