package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.identity.Normalisation;

import static dev.customerprofiles.core.records.Json.once;
import static dev.customerprofiles.core.records.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class TemplatesTest {

    private static final Templates TEMPLATES = Templates.builtIn(new Normalisation("US"));
    private static final ObjectNode SALESFORCE = Json.resource("salesforce.json");
    private static final ObjectNode ZENDESK = Json.resource("zendesk.json");
    private static final ObjectNode SERVICENOW = Json.resource("servicenow.json");
    private static final ObjectNode CONTACTS = Json.resource("contacts.json");

    private static final String PERSON = "_emailFullName=ada.king@example.com|ada king [PROFILE, SECONDARY]";

    private static Mapping template(String id) {
        return TEMPLATES.find(id).orElseThrow();
    }

    private static Contribution map(String template, ObjectNode file, String record) {
        return template(template).map(once((ObjectNode) file.get(record)));
    }

    private static List<String> keys(Contribution contribution) {
        return contribution.keys().stream()
                .map(key -> key.key().name() + "=" + key.key().value() + " "
                        + key.identifiers().stream().sorted().toList())
                .toList();
    }

    private static ObjectNode item(Contribution contribution) {
        return contribution.item().orElseThrow().fields();
    }

    @Test
    void a_salesforce_contact_is_a_person_and_its_account_is_only_searched_for() {
        Contribution contact = map("Salesforce-Contact", SALESFORCE, "contact");
        assertThat(texts(contact))
                .containsOnly(
                        entry("Attributes.sfdcContactId", "0035g00000ABCdeAAH"),
                        entry("Attributes.sfdcAccountId", "0015g00000XYZabAAH"),
                        entry("FirstName", "Ada"),
                        entry("LastName", "King"),
                        entry("EmailAddress", "Ada.King@example.com"),
                        entry("PhoneNumber", "(206) 555-0100"),
                        entry("MobilePhoneNumber", "206-555-0101 ext. 7"),
                        entry("BirthDate", "1975-12-10"),
                        entry(
                                "MailingAddress",
                                "{'Address1':'12 Mill Lane','Address2':'Flat 3','City':'Seattle','State':'WA',"
                                        + "'PostalCode':'98101','Country':'USA'}"));
        assertThat(keys(contact))
                .containsExactly(
                        "_salesforceContactId=0035g00000ABCdeAAH [PROFILE, UNIQUE]",
                        "_salesforceAccountId=0015g00000XYZabAAH []",
                        PERSON);
        assertThat(contact.item()).isEmpty();
        assertThat(template("Salesforce-Contact").sourceTime((ObjectNode) SALESFORCE.get("contact")))
                .contains(Instant.parse("2024-03-01T10:15:30Z"));
    }

    @Test
    void a_salesforce_change_event_adds_to_the_contact_that_it_names() {
        Mapping mapping = template("Salesforce-Contact");
        ObjectNode contact = (ObjectNode) SALESFORCE.get("contact");
        ObjectNode change = (ObjectNode) SALESFORCE.get("contactChange");
        assertThat(mapping.uniqueKey(change))
                .isEqualTo(mapping.uniqueKey(contact))
                .isPresent();
        assertThat(mapping.sourceTime(change)).contains(Instant.ofEpochMilli(1709290000000L));
        assertThat(texts(mapping.map(once(change))))
                .contains(
                        entry("LastName", "Lovelace"),
                        entry(
                                "MailingAddress",
                                "{'Address1':'1 New Road','City':'Tacoma','State':'WA','PostalCode':'98402','Country':'USA'}"));
        assertThat(mapping.uniqueKey((ObjectNode) SALESFORCE.get("contactsChange")))
                .isEmpty();
    }

    @Test
    void a_record_of_a_bulk_file_has_no_identity() {
        ObjectNode export = (ObjectNode) SALESFORCE.get("contactExport");
        assertThat(template("Salesforce-Contact").uniqueKey(export)).isEmpty();
        assertThat(keys(map("Salesforce-Contact", SALESFORCE, "contactExport")))
                .containsExactly("_emailFullName=ben@example.com|ben ode [PROFILE, SECONDARY]");
    }

    @Test
    void a_company_has_a_profile_of_its_own_that_its_contacts_do_not_share() {
        Contribution company = map("Salesforce-Account", SALESFORCE, "company");
        assertThat(texts(company))
                .contains(
                        entry("BusinessName", "Mill & Sons"),
                        entry("PartyType", "BUSINESS"),
                        entry("AccountNumber", "A-77"),
                        entry("PhoneNumber", "+1 206 555 0199"),
                        entry(
                                "BillingAddress",
                                "{'Address1':'4 Wharf','City':'Seattle','State':'WA','PostalCode':'98104','Country':'USA'}"),
                        entry("ShippingAddress", "{'Address1':'Dock 9','City':'Everett'}"));
        assertThat(keys(company))
                .containsExactly(
                        "_salesforceAccountId=0015g00000XYZabAAH [UNIQUE]",
                        "_salesforceAccountProfile=0015g00000XYZabAAH [PROFILE]");
    }

    @Test
    void a_person_account_is_the_person_of_its_contact() {
        Contribution person = map("Salesforce-Account", SALESFORCE, "personAccount");
        assertThat(texts(person))
                .contains(
                        entry("PartyType", "INDIVIDUAL"),
                        entry("FirstName", "Ada"),
                        entry("BirthDate", "1975-12-10"),
                        entry("PersonalEmailAddress", "ada.king@example.com"),
                        entry("MobilePhoneNumber", "2065550101"),
                        entry("MailingAddress", "{'Address1':'12 Mill Lane'}"),
                        entry("Address", "{'City':'Bath'}"))
                .doesNotContainKey("BusinessName");
        assertThat(keys(person)).contains("_salesforceContactId=0035g00000ABCdeAAH [PROFILE, SECONDARY]", PERSON);
    }

    @Test
    void an_asset_goes_to_its_contact_and_only_without_one_to_its_account() {
        Contribution asset = map("Salesforce-Asset", SALESFORCE, "asset");
        assertThat(asset.fields()).isEmpty();
        assertThat(asset.item().orElseThrow().kind()).isEqualTo(ItemKind.ASSET);
        assertThat(item(asset))
                .isEqualTo(
                        Json.of(
                                """
                                {'AssetName':'Kettle 2','SerialNumber':'SN-9','ModelNumber':'K2','ModelName':'Kettle','ProductSKU':'KET-2',
                                 'PurchaseDate':'2024-01-31','UsageEndDate':'2026-01-31','Status':'Installed','Price':'49.90','Quantity':'2',
                                 'Attributes':{'sfdcAssetId':'02i5g000001AbCdAAK','sfdcContactId':'0035g00000ABCdeAAH','sfdcAccountId':'0015g00000XYZabAAH'}}
                                """));
        assertThat(keys(asset))
                .containsExactly(
                        "_salesforceAssetId=02i5g000001AbCdAAK [ASSET, UNIQUE]",
                        "_salesforceContactId=0035g00000ABCdeAAH [PROFILE]",
                        "_salesforceAccountId=0015g00000XYZabAAH []");
        assertThat(keys(map("Salesforce-Asset", SALESFORCE, "companyAsset")))
                .containsExactly(
                        "_salesforceAssetId=02i5g000001AbCeAAK [ASSET, UNIQUE]",
                        "_salesforceAccountProfile=0015g00000XYZabAAH [PROFILE, SECONDARY, LOOKUP_ONLY]",
                        "_salesforceAccountId=0015g00000XYZabAAH []");
    }

    @Test
    void a_zendesk_user_has_a_first_and_a_last_name() {
        Contribution user = map("Zendesk-users", ZENDESK, "user");
        assertThat(texts(user))
                .containsOnly(
                        entry("Attributes.ZendeskUserId", "9007199254740993"),
                        entry("Attributes.ZendeskExternalId", "cust-1"),
                        entry("Attributes.ZendeskRole", "end-user"),
                        entry("FirstName", "Ada"),
                        entry("LastName", "King"),
                        entry("EmailAddress", "ADA.KING@example.com"),
                        entry("PhoneNumber", "+12065550100"));
        assertThat(keys(user))
                .containsExactly(
                        "_zendeskUserId=9007199254740993 [PROFILE, UNIQUE]", "_zendeskExternalId=cust-1 []", PERSON);
        assertThat(template("Zendesk-users").sourceTime((ObjectNode) ZENDESK.get("user")))
                .contains(Instant.parse("2024-01-05T08:00:00Z"));
    }

    @Test
    void a_zendesk_user_whose_name_is_a_phone_number_has_none() {
        Contribution user = map("Zendesk-users", ZENDESK, "unnamedUser");
        assertThat(texts(user)).containsOnlyKeys("Attributes.ZendeskUserId", "PhoneNumber");
        assertThat(keys(user)).containsExactly("_zendeskUserId=42 [PROFILE, UNIQUE]");
        assertThat(user.inferred()).isEmpty();
    }

    @Test
    void a_zendesk_ticket_is_a_case_of_its_requester() {
        ObjectNode wordy = ((ObjectNode) ZENDESK.get("ticket")).deepCopy().put("description", "drip ".repeat(100));
        Contribution ticket = template("Zendesk-tickets").map(once(wordy));
        assertThat(item(ticket).get("Summary").textValue()).hasSize(255).endsWith("…");
        assertThat(item(map("Zendesk-tickets", ZENDESK, "ticket")))
                .isEqualTo(
                        Json.of(
                                """
                                {'Attributes':{'ZendeskTicketId':'3','ZendeskUserId':'9007199254740993','priority':'high','channel':'email'},
                                 'CreatedBy':'9007199254740993','Title':'Kettle leaks','Status':'On-hold',
                                 'CreatedDate':'2024-01-05T08:01:00Z','UpdatedDate':'2024-01-06T08:01:00Z'}
                                """));
        assertThat(keys(ticket))
                .containsExactly("_zendeskTicketId=3 [CASE, UNIQUE]", "_zendeskUserId=9007199254740993 [PROFILE]");
        assertThat(ticket.fields()).isEmpty();
        assertThat(template("Zendesk-tickets").type().allowProfileCreation()).isFalse();
    }

    @Test
    void a_ticket_of_an_odd_shape_is_mapped_as_far_as_it_goes() {
        Contribution ticket = map("Zendesk-tickets", ZENDESK, "oddTicket");
        assertThat(keys(ticket))
                .containsExactly("_zendeskTicketId=4 [CASE, UNIQUE]", "_zendeskUserId=9007199254740993 [PROFILE]");
        assertThat(item(ticket).get("Status").textValue()).isEqualTo("waiting for parts");
        assertThat(item(ticket).get("UpdatedDate").textValue()).isEqualTo("soon");
        assertThat(item(ticket).has("Title")).isFalse();
        assertThat(template("Zendesk-tickets").sourceTime((ObjectNode) ZENDESK.get("oddTicket")))
                .isEmpty();
    }

    @Test
    void a_servicenow_user_reads_the_same_with_and_without_display_values() {
        Contribution user = map("Servicenow-sys_user", SERVICENOW, "user");
        assertThat(texts(user))
                .contains(
                        entry("Gender", "FEMALE"),
                        entry("PhoneNumber", "206-555-0100"),
                        entry(
                                "Address",
                                "{'Address1':'12 Mill Lane','Address2':'Flat 3','City':'Seattle','State':'WA','Country':'US','PostalCode':'98101'}"));
        Contribution displayed = map("Servicenow-sys_user", SERVICENOW, "displayedUser");
        assertThat(texts(displayed))
                .containsOnly(
                        entry("Attributes.ServiceNowSystemId", "5b7c200d0a640069006b3845b5d0fa7c"),
                        entry("FirstName", "Ada"),
                        entry("LastName", "King"),
                        entry("EmailAddress", "ada.king@example.com"));
        assertThat(keys(displayed))
                .isEqualTo(keys(user))
                .containsExactly("_serviceNowSystemId=5b7c200d0a640069006b3845b5d0fa7c [PROFILE, UNIQUE]", PERSON);
        for (String name : List.of("user", "displayedUser")) {
            assertThat(template("Servicenow-sys_user").sourceTime((ObjectNode) SERVICENOW.get(name)))
                    .contains(Instant.parse("2024-02-03T04:05:06Z"));
        }
    }

    @Test
    void an_incident_finds_its_caller_and_tells_its_status_in_words() {
        Contribution incident = map("Servicenow-incident", SERVICENOW, "incident");
        assertThat(item(incident))
                .isEqualTo(
                        Json.of(
                                """
                                {'Attributes':{'ServiceNowIncidentId':'ef43c6d40a0a0b5700c77f9bf387afe3',
                                 'ServiceNowSystemUserId':'5b7c200d0a640069006b3845b5d0fa7c','number':'INC0000050','priority':'1'},
                                 'CreatedBy':'5b7c200d0a640069006b3845b5d0fa7c','Title':'Kettle leaks','Status':'In Progress','Reason':'hardware',
                                 'CreatedDate':'2024-02-01T10:00:00Z','UpdatedDate':'2024-02-03T04:05:06Z','ClosedDate':'2024-02-04T00:00:00Z'}
                                """));
        Contribution displayed = map("Servicenow-incident", SERVICENOW, "displayedIncident");
        assertThat(item(displayed).get("Status").textValue()).isEqualTo("Closed");
        assertThat(item(displayed).get("Reason").textValue()).isEqualTo("Hardware");
        assertThat(item(displayed).get("CreatedBy").textValue()).isEqualTo("Ada King");
        assertThat(keys(displayed))
                .isEqualTo(keys(incident))
                .containsExactly(
                        "_serviceNowIncidentId=ef43c6d40a0a0b5700c77f9bf387afe3 [CASE, UNIQUE]",
                        "_serviceNowSystemId=5b7c200d0a640069006b3845b5d0fa7c [PROFILE]");
        Contribution callerless = map("Servicenow-incident", SERVICENOW, "callerlessIncident");
        assertThat(keys(callerless)).hasSize(1);
        assertThat(item(callerless).get("Status").textValue()).isEqualTo("Resolved");
    }

    @Test
    void a_contact_record_reads_the_same_as_it_is_streamed_and_as_it_is_stored() {
        Contribution streamed = map("CTR", CONTACTS, "streamed");
        assertThat(item(streamed))
                .isEqualTo(
                        Json.of(
                                """
                                {'ContactId':'7f2b-1','Channel':'VOICE','InitiationMethod':'INBOUND','InitiationTimestamp':'2024-01-01T10:00:00Z',
                                 'DisconnectTimestamp':'2024-01-01T10:05:30Z','DurationSeconds':'330','DisconnectReason':'CUSTOMER_DISCONNECT',
                                 'AgentUsername':'grace','QueueName':'Kettles','CustomerEndpoint':'+12065550100',
                                 'Attributes':{'callback':'true','reason-code':'leak'}}
                                """));
        ObjectNode stored = item(map("CTR", CONTACTS, "stored"));
        stored.properties().forEach(member -> {
            if (!member.getKey().equals("Attributes")) {
                assertThat(member.getValue()).isEqualTo(item(streamed).get(member.getKey()));
            }
        });
        assertThat(stored).hasSize(10);
        assertThat(streamed.inferred()).containsOnlyKeys("PhoneNumber");
        assertThat(template("CTR").sourceTime((ObjectNode) CONTACTS.get("stored")))
                .contains(Instant.parse("2024-01-01T10:05:30Z"));
    }

    @Test
    void the_three_contact_templates_differ_in_how_they_use_the_phone_number() {
        assertThat(keys(map("CTR", CONTACTS, "streamed"))).containsExactly("_ctrContactId=7f2b-1 [PROFILE, UNIQUE]");
        assertThat(keys(map("CTR-NoInferred", CONTACTS, "streamed")))
                .contains("_phone=+12065550100 [PROFILE, SECONDARY, NEW_ONLY]");
        assertThat(keys(map("CTR-AutoAssociateOnly", CONTACTS, "stored")))
                .contains("_phone=+12065550100 [PROFILE, SECONDARY, LOOKUP_ONLY]");
        assertThat(template("CTR").type().allowProfileCreation()).isTrue();
        assertThat(template("CTR-NoInferred").type().allowProfileCreation()).isTrue();
        assertThat(template("CTR-AutoAssociateOnly").type().allowProfileCreation())
                .isFalse();
    }

    @Test
    void a_live_contact_has_no_end_and_a_mail_address_makes_no_phone_key() {
        Contribution live = map("CTR-NoInferred", CONTACTS, "live");
        assertThat(item(live).has("DisconnectTimestamp")).isFalse();
        assertThat(item(live).has("DurationSeconds")).isFalse();
        assertThat(keys(live)).containsExactly("_ctrContactId=7f2b-2 [PROFILE, UNIQUE]");
        assertThat(live.inferred()).containsOnlyKeys("EmailAddress");
    }

    @Test
    void a_contact_event_is_no_contact_record() {
        assertThat(template("CTR").uniqueKey((ObjectNode) CONTACTS.get("event")))
                .isEmpty();
    }

    @Test
    void no_template_fails_on_a_record_of_any_other() {
        for (ObjectType type : TEMPLATES.all()) {
            for (ObjectNode file : List.of(SALESFORCE, ZENDESK, SERVICENOW, CONTACTS)) {
                file.forEach(record -> {
                    ObjectNode each = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) record);
                    assertThat(template(type.name()).map(once(each))).isNotNull();
                });
            }
        }
    }

    @Test
    void templates_are_listed_and_read_back_as_object_types() {
        assertThat(TEMPLATES.templates()).hasSize(10).allSatisfy(template -> {
            assertThat(template.sourceName()).isNotBlank();
            assertThat(template.sourceObject()).isNotBlank();
            ObjectType type = template.mapping().type();
            assertThat(ObjectType.parse(type.name(), type.toWire())).isEqualTo(type);
            assertThat(type.sourceLastUpdatedTimestampFormat()).isNotNull();
        });
        assertThat(TEMPLATES.find("Nothing")).isEmpty();
    }

    @Test
    void a_type_that_names_a_template_gets_its_mapping_under_its_own_name_and_priority() {
        ObjectType type = ObjectType.parse("Calls", Json.of("{'TemplateId':'CTR','SourcePriority':3}"));
        ObjectType expanded = TEMPLATES.expanded(type);
        assertThat(expanded.name()).isEqualTo("Calls");
        assertThat(expanded.sourcePriority()).isEqualTo(3);
        assertThat(expanded.fields()).isEqualTo(template("CTR").type().fields());
        assertThatThrownBy(() -> TEMPLATES.expanded(ObjectType.parse("X", Json.of("{'TemplateId':'No'}"))))
                .isInstanceOf(InvalidObjectType.class);
    }
}
