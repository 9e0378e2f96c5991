package dev.customerprofiles.core.records;

import java.time.Instant;

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

class ZendeskTemplatesTest {

    private static final ObjectNode ZENDESK = Json.resource("zendesk.json");

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
                                 'CreatedBy':'9007199254740993','Title':'Kettle leaks','Status':'On-hold','DataSource':'Zendesk',
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
}
