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
    void an_old_version_of_a_record_gives_its_owner_no_key_of_a_new_definition() {
        domain.configures("lead", TestTypes.LEAD);
        domain.receives(Told.person("p1"));
        domain.receives(Told.person("p2"));
        domain.receives(Told.lead("l1").of("p1").with("other", "p2").at(5));
        domain.configures("lead", TestTypes.LEAD.replace("_source.person", "_source.other"));

        domain.receives(Told.lead("l1").of("p1").with("other", "p2").with("note", "old").at(4));

        assertThat(domain.owners("personId", "p2").only()).isPresent();
        assertThat(domain.person("p2").profile().toString()).contains("old");
    }

    @Test
    void a_record_that_names_somebody_else_by_a_new_definition_does_not_make_its_owner_that_person() {
        domain.configures("lead", TestTypes.LEAD);
        String first = domain.receives(Told.person("p1")).profileId();
        domain.receives(Told.lead("l1").of("p1").with("other", "p9").at(5));
        domain.configures("lead", TestTypes.LEAD.replace("_source.person", "_source.other"));

        Outcome outcome = domain.receives(
                Told.lead("l1").of("p1").with("other", "p9").with("note", "new").at(6));

        assertThat(outcome.profileId()).isNotEqualTo(first);
        assertThat(domain.owners("personId", "p9").only()).contains(outcome.profileId());
    }

    @Test
    void an_event_of_an_unknown_type_is_rejected_and_kept() {
        Outcome outcome = domain.receives(new Told("nothing", Map.of("id", "p1"), 1, "e1"));

        assertThat(outcome.reason()).isEqualTo(Reason.UNKNOWN_TYPE);
        assertThat(domain.kept("e1")).get().extracting(RejectedEvent::object).isEqualTo("{\"id\":\"p1\"}");
    }
}
