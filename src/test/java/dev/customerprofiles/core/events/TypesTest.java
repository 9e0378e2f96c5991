package dev.customerprofiles.core.events;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TypesTest {

    private final TestDomain domain = new TestDomain();

    @Test
    void a_type_that_the_domain_defines_replaces_the_template_of_its_name() {
        domain.configures("person", TestTypes.PERSON.replace("_profile.FirstName", "_profile.MiddleName"));

        domain.receives(Told.person("p1").with("first", "Ada"));

        assertThat(domain.person("p1").profile().path("MiddleName").asText()).isEqualTo("Ada");
    }

    @Test
    void a_record_that_was_read_with_an_older_definition_is_read_again_with_the_present_one() {
        domain.configures("person", TestTypes.PERSON.replace("_source.id", "_source.number"));

        Outcome outcome = domain.receives(Told.person("old").with("number", "new"));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.CREATED);
        assertThat(domain.owners("personId", "new").only()).contains(outcome.profileId());
        assertThat(domain.owners("personId", "old").unowned()).isTrue();
    }

    @Test
    void an_event_of_an_unknown_type_is_rejected_and_kept() {
        Outcome outcome = domain.receives(new Told("nothing", Map.of("id", "p1"), 1, "e1"));

        assertThat(outcome.reason()).isEqualTo(Reason.UNKNOWN_TYPE);
        assertThat(domain.kept("e1")).get().extracting(RejectedEvent::object).isEqualTo("{\"id\":\"p1\"}");
    }
}
