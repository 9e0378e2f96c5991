package dev.customerprofiles;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.apache.qpid.protonj2.client.Message;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;

/** From an outside producer's message to what the REST API shows, with nothing faked between. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class EndToEndTest {

    private static final String CONTACT = "003Hs00000JGrknIAV";
    private static final String PHONE = "+12065550101";
    private static final long REQUESTER = 377935745237L;
    private static final String MODIFIED = "2025-04-03T10:15:00.000+0000";

    @BeforeAll
    static void be_patient() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    @AfterAll
    static void as_it_was() {
        Awaitility.reset();
    }

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "amqp-host")
    String brokerHost;

    @ConfigProperty(name = "amqp-port")
    int brokerPort;

    private Tenant tenant;
    private Producer producer;
    private String salesforce;
    private String zendesk;
    private String servicenow;
    private String calls;

    @BeforeEach
    void start() throws Exception {
        tenant = Tenant.create(
                service.toString(), TestTokens.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY));
        salesforce =
                tenant.register("salesforce", Map.of("Contact", "Salesforce-Contact", "Asset", "Salesforce-Asset"));
        zendesk = tenant.register("zendesk", Map.of("user", "Zendesk-users", "ticket", "Zendesk-tickets"));
        servicenow = tenant.register("servicenow", Map.of("incident", "Servicenow-incident"));
        calls = tenant.register("calls", Map.of("call", "CTR-AutoAssociateOnly"));
        producer = new Producer(brokerHost, brokerPort);
    }

    @AfterEach
    void stop() {
        producer.close();
    }

    @Test
    void events_of_several_systems_become_one_profile() throws Exception {
        binary(salesforce, "e1", "Contact", Records.salesforceContact(CONTACT, PHONE, MODIFIED));
        structured(zendesk, "e2", "user", Records.zendeskUser(REQUESTER));
        binary(zendesk, "e3", "ticket", Records.zendeskTicket(48102, REQUESTER, "Charged twice"));
        // not mapped by the integration: the name of a template says enough
        structured(servicenow, "e4", "Servicenow-sys_user", Records.servicenowUser("03e684efd1d985a90dbde1e3cbc263af"));
        binary(servicenow, "e5", "incident", Records.servicenowIncident("6a4b", "03e684efd1d985a90dbde1e3cbc263af"));
        structured(salesforce, "e6", "Asset", Records.salesforceAsset("02iHs000001b8qbIAV", CONTACT));
        binary(calls, "e7", "call", Records.contactRecord("45a61306-3b16-4060-ac42-29445f2d9aa6", PHONE));

        String ada = profileOf(salesforce, "e1");
        for (Map.Entry<String, String> event : Map.of(
                        "e2", zendesk, "e3", zendesk, "e4", servicenow, "e5", servicenow, "e6", salesforce, "e7", calls)
                .entrySet()) {
            assertThat(profileOf(event.getValue(), event.getKey()))
                    .as(event.getKey())
                    .isEqualTo(ada);
        }

        JsonPath whole = tenant.profile(ada);
        assertThat(whole.getString("FirstName")).isEqualTo("Ada");
        assertThat(whole.getString("MobilePhoneNumber")).isEqualTo(PHONE);
        assertThat(whole.getString("MailingAddress.City")).isEqualTo("Seattle");
        assertThat(whole.getString("Attributes.ZendeskUserId")).isEqualTo(Long.toString(REQUESTER));
        assertThat(whole.getList("Cases.Title")).containsExactly("The line drops", "Charged twice");
        assertThat(whole.getList("Contacts.Channel")).containsExactly("VOICE");
        assertThat(whole.getList("Assets.SerialNumber")).containsExactly("FH5-1");
        assertThat(whole.getList("Sources.SourceName")).contains("Salesforce", "Zendesk", "Servicenow", "CTR");
        assertThat(whole.getString("Provenance.MobilePhoneNumber.ObjectTypeName"))
                .isEqualTo("Salesforce-Contact");

        assertThat(tenant.get("/profiles/{id}/cases", ada).getInt("Total")).isEqualTo(2);
        assertThat(tenant.get("/profiles/{id}/contacts", ada).getInt("Total")).isOne();
        assertThat(tenant.get("/profiles/{id}/assets?max-results=1", ada).getList("Items.AssetName"))
                .containsExactly("FiberHub 5 router");
        assertThat(tenant.get("/profiles/{id}/orders", ada).getInt("Total")).isZero();

        for (String typed : List.of("lov ada", "ada@ex", "12065550")) {
            assertThat(tenant.get("/profiles?q={typed}", typed).getList("Items.ProfileId"))
                    .as(typed)
                    .containsExactly(ada);
        }
        assertThat(tenant.post("/profiles/search", "{\"KeyName\":\"_phone\",\"Values\":[\"" + PHONE + "\"]}")
                        .getList("Items.ProfileId"))
                .containsExactly(ada);
        assertThat(tenant.post("/batch-get-profiles", "{\"ProfileIds\":[\"" + ada + "\"]}")
                        .getList("Profiles.LastName"))
                .containsExactly("Lovelace");
        assertThat(tenant.post(
                                "/profiles/objects",
                                """
                                {"ProfileId":"%s","ObjectTypeName":"Zendesk-tickets"}"""
                                        .formatted(ada))
                        .getString("Items[0].Object"))
                .contains("Charged twice");
        assertThat(tenant.get("").getInt("Stats.ProfileCount")).isOne();
    }

    @Test
    void ticket_that_arrives_before_its_requester_is_parked_and_shows_with_the_requester() throws Exception {
        binary(zendesk, "ticket", "ticket", Records.zendeskTicket(48102, REQUESTER, "Charged twice"));

        await().until(() -> "parked".equals(tenant.outcome(zendesk, "ticket")));
        assertThat(tenant.rejected()).extracting("EventId", "Reason").containsExactly(tuple("ticket", "no-profile"));

        binary(zendesk, "user", "user", Records.zendeskUser(REQUESTER));

        await().until(() -> "updated".equals(tenant.outcome(zendesk, "ticket")));
        String ada = profileOf(zendesk, "user");
        assertThat(tenant.event(zendesk, "ticket").getString("ProfileId")).isEqualTo(ada);
        assertThat(tenant.profile(ada).getList("Cases.Title")).containsExactly("Charged twice");
        assertThat(tenant.rejected()).isEmpty();
    }

    @Test
    void late_and_repeated_events_leave_what_is_newer() throws Exception {
        String newer = Records.salesforceContact(CONTACT, "+12065550199", "2025-05-01T10:00:00.000+0000");
        binary(salesforce, "new", "Contact", newer);
        String ada = profileOf(salesforce, "new");
        Map<String, Object> before = shown(ada);

        binary(salesforce, "late", "Contact", Records.salesforceContact(CONTACT, PHONE, MODIFIED));
        binary(salesforce, "new", "Contact", newer);
        structured(salesforce, "same record", "Contact", newer);

        await().until(() -> "stale".equals(tenant.outcome(salesforce, "late")));
        await().until(() -> "unchanged".equals(tenant.outcome(salesforce, "same record")));
        assertThat(tenant.outcome(salesforce, "new")).isEqualTo("created");
        assertThat(shown(ada)).isEqualTo(before);
        assertThat(tenant.get("").getMap("Stats")).containsAllEntriesOf(Map.of("ProfileCount", 1, "ObjectCount", 1));
    }

    @Test
    void poison_of_each_kind_is_kept_with_its_reason_and_harms_nothing_after_it() throws Exception {
        String large = "{\"Id\":\"" + CONTACT + "\",\"Note\":\"" + "x".repeat(256_000) + "\"}";
        String good = Records.salesforceContact(CONTACT, PHONE, MODIFIED);
        binary(salesforce, "not-json", "Contact", "{\"Id\":");
        Message<byte[]> anonymous = new CloudEvent("", salesforce, "Contact", tenant.name(), good).binary();
        producer.send(anonymous);
        binary(salesforce, "unknown-object-type", "Nothing", good);
        binary(salesforce, "no-unique-key", "Contact", "{\"LastName\":\"Lovelace\"}");
        binary(salesforce, "too-large", "Contact", large);
        binary(salesforce, "good", "Contact", good);

        String ada = profileOf(salesforce, "good");
        await().until(() -> tenant.rejected().size() == 5);

        Map<String, String> sent = Map.of(
                "not-json",
                "{\"Id\":",
                "not-a-cloud-event",
                good,
                "unknown-object-type",
                good,
                "no-unique-key",
                "{\"LastName\":\"Lovelace\"}",
                "too-large",
                large);
        assertThat(tenant.rejected()).extracting("Reason").containsExactlyInAnyOrderElementsOf(sent.keySet());
        assertThat(tenant.rejected()).allSatisfy(event -> {
            String reason = event.get("Reason").toString();
            assertThat(event).containsEntry("Source", salesforce).containsEntry("Attempts", 1);
            assertThat(withoutSpaces(tenant.payload(event))).isEqualTo(withoutSpaces(sent.get(reason)));
            JsonPath entry = tenant.event(salesforce, event.get("EventId").toString());
            assertThat(entry.getString("Outcome")).isEqualTo("rejected");
            assertThat(entry.getString("Reason")).isEqualTo(reason);
        });
        assertThat(tenant.profile(ada).getString("FirstName")).isEqualTo("Ada");
        assertThat(tenant.get("").getMap("Stats")).containsAllEntriesOf(Map.of("ProfileCount", 1, "ObjectCount", 1));
    }

    @Test
    void rejected_events_are_applied_when_what_was_wrong_is_mended() throws Exception {
        String good = Records.salesforceContact(CONTACT, PHONE, MODIFIED);
        binary(salesforce, "first", "ContactCreated", good);
        binary(salesforce, "second", "ContactChanged", good);
        binary(salesforce, "nameless", "Contact", "{\"LastName\":\"Lovelace\"}");
        await().until(() -> tenant.rejected().size() == 3);
        String first = tenant.rejected().stream()
                .filter(event -> event.get("EventId").equals("first"))
                .map(event -> event.get("Id").toString())
                .findFirst()
                .orElseThrow();
        assertThat(redrive(first).getString("Reason")).isEqualTo("unknown-object-type");

        tenant.register(
                "salesforce", Map.of("ContactCreated", "Salesforce-Contact", "ContactChanged", "Salesforce-Contact"));
        JsonPath created = redrive(first);
        assertThat(created.getString("Outcome")).isEqualTo("created");
        JsonPath rest = tenant.post("/rejected-events/redrive", "{\"Reason\":\"unknown-object-type\"}");
        assertThat(rest.getMap("")).isEqualTo(Map.of("Redriven", 1, "Rejected", 0));
        JsonPath nameless = tenant.post("/rejected-events/redrive", "{\"Reason\":\"no-unique-key\"}");
        assertThat(nameless.getMap("")).isEqualTo(Map.of("Redriven", 0, "Rejected", 1));

        assertThat(tenant.event(salesforce, "first").getString("ProfileId")).isEqualTo(created.getString("ProfileId"));
        assertThat(tenant.outcome(salesforce, "second")).isEqualTo("unchanged");
        assertThat(tenant.get("/rejected-events?reason=unknown-object-type").getList("Items"))
                .isEmpty();
        assertThat(tenant.rejected()).singleElement().satisfies(event -> assertThat(event)
                .containsEntry("EventId", "nameless")
                .containsEntry("Attempts", 2));
    }

    private JsonPath redrive(String id) {
        return tenant.post("/rejected-events/" + id + "/redrive", "");
    }

    @Test
    void put_profile_object_answers_when_the_profile_shows_the_record() {
        JsonPath created = tenant.put("Zendesk-users", Records.zendeskUser(REQUESTER))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        String ada = created.getString("ProfileId");
        assertThat(created.getString("Outcome")).isEqualTo("created");
        assertThat(tenant.profile(ada).getString("EmailAddress")).isEqualTo("ada@example.com");

        JsonPath updated = tenant.put("Zendesk-tickets", Records.zendeskTicket(1, REQUESTER, "No light"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(updated.getString("Outcome")).isEqualTo("updated");
        assertThat(updated.getString("ProfileId")).isEqualTo(ada);
        JsonPath shown = tenant.profile(ada);
        assertThat(shown.getList("Cases.Title")).containsExactly("No light");
        assertThat(shown.getList("Cases.ProfileObjectUniqueKey"))
                .containsExactly(updated.getString("ProfileObjectUniqueKey"));

        JsonPath parked = tenant.put("Zendesk-tickets", Records.zendeskTicket(2, 4711, "Whose?"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(parked.getString("Outcome")).isEqualTo("parked");
        assertThat(parked.getString("ProfileId")).isNull();
    }

    @Test
    void what_amqp_rejects_rest_refuses_with_the_same_reason_and_does_not_keep() throws Exception {
        for (Refused refused : List.of(
                new Refused("Salesforce-Contact", "{\"Id\":", "not-json", 400),
                new Refused("Salesforce-Contact", "[1]", "not-json", 400),
                new Refused("Salesforce-Contact", "{\"LastName\":\"Lovelace\"}", "no-unique-key", 400),
                new Refused("Zendesk-tickets", "{\"id\":48102,\"subject\":\"Whose?\"}", "no-profile-key", 400),
                new Refused("Nothing", "{\"id\":1}", "unknown-object-type", 404))) {
            String id = UUID.randomUUID().toString();
            binary(salesforce, id, refused.type(), refused.record());
            await().until(() -> "rejected".equals(tenant.outcome(salesforce, id)));
            int kept = tenant.rejected().size();

            tenant.put(refused.type(), refused.record())
                    .then()
                    .statusCode(refused.status())
                    .body("Message", startsWith(refused.reason() + ": "));
            assertThat(tenant.event(salesforce, id).getString("Reason")).isEqualTo(refused.reason());
            assertThat(tenant.rejected()).hasSize(kept);
        }
    }

    @Test
    void record_that_is_too_large_is_refused_over_rest_by_the_contract() {
        tenant.put("Salesforce-Contact", "{\"x\":\"" + "y".repeat(256_000) + "\"}")
                .then()
                .statusCode(400)
                .body("Message", startsWith("Object must have 1 to 256000 characters"));
        assertThat(tenant.rejected()).isEmpty();
    }

    /** A record that both doors refuse, and with what status REST does. */
    private record Refused(String type, String record, String reason, int status) {}

    private void binary(String source, String id, String type, String record) throws Exception {
        producer.send(new CloudEvent(id, source, type, tenant.name(), record).binary());
    }

    private void structured(String source, String id, String type, String record) throws Exception {
        producer.send(new CloudEvent(id, source, type, tenant.name(), record).structured());
    }

    /** The profile that an event has gone to, when it has. */
    private String profileOf(String source, String id) {
        return await().until(
                        () -> tenant.event(source, id), entry -> entry != null && entry.getString("ProfileId") != null)
                .getString("ProfileId");
    }

    /** What a reader sees of a profile, without the number of its version and of its last change. */
    private Map<String, Object> shown(String profileId) {
        Map<String, Object> whole = tenant.profile(profileId).getMap("");
        whole.remove("Revision");
        whole.remove("LastUpdatedAt");
        return whole;
    }

    private static String withoutSpaces(String json) {
        return json.replaceAll("\\s", "");
    }
}
