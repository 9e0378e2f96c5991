package dev.customerprofiles.core.records;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.core.records.BuiltIn.item;
import static dev.customerprofiles.core.records.BuiltIn.keys;
import static dev.customerprofiles.core.records.BuiltIn.map;
import static dev.customerprofiles.core.records.BuiltIn.template;
import static org.assertj.core.api.Assertions.assertThat;

class ContactTemplatesTest {

    private static final ObjectNode CONTACTS = Json.resource("contacts.json");

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
    void of_a_contact_in_both_forms_the_newer_counts() {
        ObjectNode transferred = ((ObjectNode) CONTACTS.get("stored")).deepCopy();
        transferred.putObject("queue").put("name", "Pots");
        transferred.putObject("attributes").put("reason-code", "lid");
        Accumulated contact = Accumulated.first((ObjectNode) CONTACTS.get("streamed"), Json.version(1))
                .with(transferred, Json.version(2));
        assertThat(item(template("CTR").map(contact)).get("QueueName").textValue())
                .isEqualTo("Pots");
        assertThat(item(template("CTR").map(contact))
                        .get("Attributes")
                        .get("reason-code")
                        .textValue())
                .isEqualTo("lid");
        Accumulated late = Accumulated.first(transferred, Json.version(1))
                .with((ObjectNode) CONTACTS.get("streamed"), Json.version(2));
        assertThat(item(template("CTR").map(late)).get("QueueName").textValue()).isEqualTo("Kettles");
    }
}
