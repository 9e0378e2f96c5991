package dev.customerprofiles.doors.rest;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.doors.rest.dialect.Seconds;
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.store.DomainData;
import dev.customerprofiles.store.DomainEntry;

/** Domains as the API shows them: what was set, and what answers alone have. */
final class DomainView {

    private DomainView() {}

    static ObjectNode whole(DomainEntry entry) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("DomainName", entry.domain().name());
        view.setAll(entry.settings().deepCopy());
        if (view.get("DataStore") instanceof ObjectNode store && isEnabled(store)) {
            store.putObject("Readiness").put("ProgressPercentage", 100); // it is the domain's own data
        }
        return times(view, entry);
    }

    static ObjectNode item(DomainEntry entry) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("DomainName", entry.domain().name());
        if (entry.settings().has("Tags")) {
            item.set("Tags", entry.settings().get("Tags"));
        }
        return times(item, entry);
    }

    /** @param usage empty where it is not known yet */
    static ObjectNode stats(Customers.Stats stats, Optional<DomainData.Usage> usage) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("ProfileCount", stats.profiles())
                .put("ObjectCount", stats.objects());
        usage.ifPresent(measured -> view.put("MeteringProfileCount", stats.profiles() + measured.furtherHundreds())
                .put("TotalSize", measured.bytes()));
        return view;
    }

    private static boolean isEnabled(JsonNode feature) {
        return feature.path("Enabled").asBoolean();
    }

    private static ObjectNode times(ObjectNode node, DomainEntry entry) {
        return node.put("CreatedAt", Seconds.of(entry.createdAt()))
                .put("LastUpdatedAt", Seconds.of(entry.lastUpdatedAt()));
    }
}
