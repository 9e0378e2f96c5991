package dev.customerprofiles.core.events;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Contact records of customers whom nobody knows yet. */
class WaitingContactsTest {

    private static final String CONTACT =
            """
            {"Description": "contacts", "AllowProfileCreation": false, "Fields": {
              "id": {"Source": "{{_source.id}}", "Target": "_contact.ContactId"},
              "end": {"Source": "{{_source.end}}", "Target": "_contact.DisconnectTimestamp"},
              "phone": {"Source": "{{_source.phone}}", "ContentType": "PHONE_NUMBER"}},
             "Keys": {
              "_ctrContactId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
              "_phone": [{"StandardIdentifiers": ["PROFILE", "SECONDARY", "LOOKUP_ONLY"], "FieldNames": ["phone"]}]}}""";

    private static final String PHONE = "+12065550101";

    private final TestDomain domain = new TestDomain();

    WaitingContactsTest() {
        domain.define("contact", CONTACT);
    }

    @Test
    void contact_without_an_end_is_live_while_it_waits() {
        domain.receives(contact("c1").at(7).as("begin"));

        assertThat(domain.kept("begin")).hasValueSatisfying(kept -> {
            assertThat(kept.live()).isEqualTo(7);
            assertThat(kept.contact().path("ContactId").asText()).isEqualTo("c1");
        });
    }

    @Test
    void end_of_a_contact_ends_what_was_parked_of_it_before() {
        domain.receives(contact("c1").at(7).as("begin"));
        domain.receives(contact("c2").at(8).as("other"));
        domain.receives(contact("c1").with("end", "2025-01-01T00:00:00Z").at(9).as("end"));

        assertThat(domain.kept("begin"))
                .hasValueSatisfying(kept -> assertThat(kept.live()).isNull());
        assertThat(domain.kept("end"))
                .hasValueSatisfying(kept -> assertThat(kept.live()).isNull());
        assertThat(domain.kept("other"))
                .hasValueSatisfying(kept -> assertThat(kept.live()).isEqualTo(8));
    }

    @Test
    void begin_that_comes_after_the_end_does_not_bring_the_contact_back() {
        domain.receives(contact("c1").with("end", "2025-01-01T00:00:00Z").at(9).as("end"));
        domain.receives(contact("c1").at(7).as("begin"));

        assertThat(domain.kept("begin"))
                .hasValueSatisfying(kept -> assertThat(kept.live()).isNull());
    }

    @Test
    void contact_from_a_number_that_several_have_waits_until_an_agent_says_whose_it_is() {
        domain.receives(Told.lead("l1").of("p1").with("phone", PHONE));
        domain.receives(Told.lead("l2").of("p2").with("phone", PHONE));
        Outcome outcome = domain.receives(contact("c1").as("begin"));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.PARKED);
        assertThat(domain.kept("begin")).hasValueSatisfying(kept -> {
            assertThat(kept.waits()).containsExactly("_ctrContactId|c1");
            assertThat(kept.live()).isNotNull();
        });
    }

    @Test
    void ticket_that_waits_is_no_contact() {
        domain.receives(Told.ticket("t1").of("p1").as("ticket"));

        assertThat(domain.kept("ticket")).hasValueSatisfying(kept -> {
            assertThat(kept.live()).isNull();
            assertThat(kept.contact()).isNull();
        });
    }

    private static Told contact(String id) {
        return new Told("contact", Map.of("id", id, "phone", PHONE), 1, null);
    }
}
