package dev.customerprofiles.core.records;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.core.records.BuiltIn.PERSON;
import static dev.customerprofiles.core.records.BuiltIn.keys;
import static dev.customerprofiles.core.records.BuiltIn.map;
import static dev.customerprofiles.core.records.BuiltIn.template;
import static dev.customerprofiles.core.records.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class MarketoTemplatesTest {

    private static final ObjectNode MARKETO = Json.resource("marketo.json");

    @Test
    void a_lead_is_the_person_of_its_salesforce_contact_first_of_all() {
        Contribution lead = map("Marketo-leads", MARKETO, "lead");
        assertThat(texts(lead))
                .containsOnly(
                        entry("Attributes.MarketoLeadId", "9007199254740995"),
                        entry("Attributes.sfdcContactId", "0035g00000ABCdeAAH"),
                        entry("Attributes.sfdcAccountId", "0015g00000XYZabAAH"),
                        entry("Attributes.leadStatus", "Contacted"),
                        entry("Attributes.unsubscribed", "false"),
                        entry("FirstName", "Ada"),
                        entry("LastName", "King"),
                        entry("BusinessName", "Mill & Sons"),
                        entry("EmailAddress", "Ada.King@example.com"),
                        entry("PhoneNumber", "+1 206-555-0100"),
                        entry("MobilePhoneNumber", "call the office"),
                        entry("Gender", "FEMALE"),
                        entry("BirthDate", "1975-12-10"),
                        entry("BillingAddress", "{'Address1':'4 Wharf','City':'Seattle','Country':'USA'}"),
                        entry(
                                "Address",
                                "{'Address1':'12 Mill Lane','Address2':'Flat 3','City':'Seattle','State':'WA',"
                                        + "'PostalCode':'98101','Country':'USA'}"));
        assertThat(keys(lead))
                .containsExactly(
                        "_salesforceContactId=0035g00000ABCdeAAH [PROFILE]",
                        "_marketoLeadId=9007199254740995 [PROFILE, UNIQUE]",
                        "_salesforceAccountId=0015g00000XYZabAAH []",
                        PERSON);
        assertThat(template("Marketo-leads").sourceTime((ObjectNode) MARKETO.get("lead")))
                .contains(Instant.parse("2024-02-03T04:05:06Z"));
    }

    @Test
    void the_word_null_of_a_bulk_file_is_no_value() {
        Contribution lead = map("Marketo-leads", MARKETO, "bulkLead");
        assertThat(texts(lead)).containsOnlyKeys("Attributes.MarketoLeadId");
        assertThat(keys(lead)).containsExactly("_marketoLeadId=77 [PROFILE, UNIQUE]");
    }

    @Test
    void several_leads_of_one_account_stay_with_their_own_customer() {
        assertThat(keys(map("Marketo-Multi-Lead-Account-Link", MARKETO, "lead")))
                .isEqualTo(keys(map("Marketo-leads", MARKETO, "lead")));
    }
}
