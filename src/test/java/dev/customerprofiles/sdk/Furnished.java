package dev.customerprofiles.sdk;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.RandomRecords;
import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.rest.dialect.WireModel;

import static org.awaitility.Awaitility.await;

/** A domain with something of everything in it, and requests about just that. */
final class Furnished implements AutoCloseable {

    static final String EMAIL = "ada@example.com";
    private static final String TYPE = RandomRecords.OWN_TYPE;
    private static final String PHONE = "+12065550199";
    private static final String RECORD = "{\"id\":1,\"email\":\"" + EMAIL + "\",\"name\":\"Ada Lovelace\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WireModel model;
    private final Tenant tenant;

    /** By the names of the contract. */
    private final Map<String, Object> known = new TreeMap<>();

    /** What makes a request that has only what it must have mean something, by operation. */
    private final Map<String, Map<String, Object>> more = new TreeMap<>();

    private Furnished(WireModel model, Tenant tenant) {
        this.model = model;
        this.tenant = tenant;
    }

    /** @param token with all roles, for all domains */
    static Furnished create(WireModel model, URI service, String token) {
        Furnished domain = new Furnished(model, Tenant.create(service.toString(), token));
        domain.furnish();
        return domain;
    }

    String name() {
        return tenant.name();
    }

    Tenant tenant() {
        return tenant;
    }

    /** Deletes the domain, where it is still there. */
    @Override
    public void close() {
        tenant.call().delete("/domains/" + name());
    }

    private void furnish() {
        put("/object-types/" + TYPE, RandomRecords.OWN_DEFINITION);
        put("", "{\"Matching\":{\"Enabled\":true},\"RuleBasedMatching\":{\"Enabled\":true}}");
        String uri = tenant.register("crm", Map.of("own", TYPE));
        var ada = tenant.put(TYPE, RECORD).jsonPath();
        String profile = ada.getString("ProfileId");
        String other = profile(2, "other@example.com");
        String merged = profile(3, "merged@example.com");
        replay();
        tenant.post(
                "/profiles/objects/merge",
                json(Map.of("MainProfileId", profile, "ProfileIdsToBeMerged", List.of(merged))));
        List<String> phones = List.of(PHONE);
        tenant.post("/profiles/keys", json(Map.of("ProfileId", profile, "KeyName", "_phone", "Values", phones)));
        tenant.put("Zendesk-tickets", Records.zendeskTicket(1, 4711, "Whose?"));
        Map<String, Object> parked = tenant.rejected().get(0);
        String run = tenant.post("/identity-resolution-jobs", "").getString("JobId");
        String history = tenant.post("/profiles/history-records", json(Map.of("ProfileId", profile)))
                .getString("ProfileHistoryRecords[0].Id");

        known.put("DomainName", name());
        known.put("ObjectTypeName", TYPE);
        known.put("ObjectTypeNames", Map.of("own", TYPE));
        known.put("TemplateId", "Zendesk-users");
        known.put("Uri", uri);
        known.put("ProfileId", profile);
        known.put("MainProfileId", profile);
        known.put("OtherProfileId", other);
        known.put("ProfileIds", List.of(profile));
        known.put("ProfileIdsToBeMerged", List.of(other));
        known.put("MergedProfileId", merged);
        known.put("ProfileObjectUniqueKey", ada.getString("ProfileObjectUniqueKey"));
        known.put("KeyName", "_phone");
        known.put("Values", phones);
        known.put("SearchKey", "_phone");
        known.put("SearchValue", PHONE);
        known.put("Query", "lovelace");
        known.put("AttributeName", "id");
        known.put("Object", RECORD);
        known.put("Objects", List.of(RECORD));
        known.put("MatchingAttributesList", List.of(List.of("EmailAddress")));
        known.put("EventId", parked.get("EventId"));
        known.put("Source", parked.get("Source"));
        known.put("Reason", "no-profile");
        known.put("JobId", run);
        known.put("resourceArn", "arn:aws:profile:eu-central-1:123456789012:domains/" + name());
        known.put("tagKeys", List.of("a"));

        for (String operation : List.of("GetRejectedEvent", "RedriveRejectedEvent")) {
            more.put(operation, Map.of("Id", parked.get("Id")));
        }
        more.put("GetProfileHistoryRecord", Map.of("Id", history));
        more.put("GetEvent", Map.of("Source", parked.get("Source")));
        more.put("PutIntegration", Map.of("Uri", uri, "ObjectTypeName", TYPE));
        more.put("CreateProfile", Map.of("FirstName", "Grace"));
        more.put("UpdateProfile", Map.of("FirstName", "Augusta"));
        more.put("PutProfileObjectType", Map.of("TemplateId", "Zendesk-users"));
        more.put("TagResource", Map.of("tags", Map.of("a", "1")));
    }

    /** A request that does something here: what it must have, and little else. */
    ObjectNode request(String operation) {
        ObjectNode request = model.request(operation);
        fill(request);
        more.getOrDefault(operation, Map.of()).forEach((name, value) -> request.set(name, JSON.valueToTree(value)));
        return request;
    }

    /** Puts what is here in the place of what is made up, wherever the request has a member of that name. */
    void fill(JsonNode request) {
        if (request instanceof ObjectNode object) {
            known.forEach((name, value) -> {
                // other members of these names are no texts
                JsonNode wanted = JSON.valueToTree(value);
                if (object.has(name) && object.get(name).getNodeType() == wanted.getNodeType()) {
                    object.set(name, wanted);
                }
            });
        }
        request.forEach(this::fill);
    }

    /** To its end: what is done by hand meanwhile would keep a record from staying where it is. */
    private void replay() {
        String path = "/object-types/" + TYPE + "/replay";
        tenant.post(path, "");
        await().until(() -> "COMPLETE".equals(tenant.get(path).getString("Status")));
    }

    private String profile(int id, String email) {
        String record = "{\"id\":%d,\"email\":\"%s\",\"name\":\"Ada Lovelace\"}".formatted(id, email);
        return tenant.put(TYPE, record).jsonPath().getString("ProfileId");
    }

    private void put(String path, String body) {
        tenant.call().body(body).put("/domains/" + name() + path).then().statusCode(200);
    }

    private static String json(Map<String, Object> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
