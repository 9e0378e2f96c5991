package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Kind;

import static dev.customerprofiles.core.events.Told.lead;
import static dev.customerprofiles.core.events.Told.person;
import static dev.customerprofiles.core.events.Told.ticket;
import static org.assertj.core.api.Assertions.assertThat;

class TypeRemovalTest {

    private static final int ITEMS = 2;

    private final TestDomain domain = new TestDomain(ITEMS, 100_000);

    @Test
    void what_another_type_said_shows_again() {
        domain.configures("lead", TestTypes.LEAD);
        domain.receives(person("p1").with("first", "Ada").at(1));
        domain.receives(lead("l1").of("p1").with("first", "Augusta").with("phone", "2065550100").at(2));
        assertThat(domain.person("p1").profile().path("FirstName").asText()).isEqualTo("Augusta");

        domain.deletes("lead");
        domain.removesWhatDeletedTypesLeft(10);

        assertThat(domain.person("p1").profile().toString()).isEqualTo("{\"FirstName\":\"Ada\"}");
        assertThat(domain.owners("_phone", "+12065550100").unowned()).isTrue();
        assertThat(domain.owners("leadId", "l1").unowned()).isTrue();
        assertThat(domain.bodies(Kind.OBJECT)).hasSize(1);
        assertThat(domain.jobs()).isEmpty();
    }

    @Test
    void a_customer_of_whom_nothing_else_is_known_goes() {
        domain.configures("person", TestTypes.PERSON);
        domain.receives(person("p1").with("mail", "ada@example.com"));

        domain.deletes("person");
        domain.removesWhatDeletedTypesLeft(10);

        for (Kind kind : List.of(Kind.PROFILE, Kind.OBJECT, Kind.IDENTITY)) {
            assertThat(domain.bodies(kind)).isEmpty();
        }
    }

    @Test
    void a_type_that_is_defined_again_has_none_of_the_old_records() {
        domain.configures("lead", TestTypes.LEAD);
        domain.receives(person("p1"));
        String before = domain.receives(
                        lead("l1").of("p1").with("first", "Old").with("note", "old").at(5))
                .uniqueKey();
        domain.deletes("lead");
        domain.defines("lead", TestTypes.LEAD);

        // older than the record that the deleted type had
        Outcome again = domain.receives(lead("l1").of("p1").with("first", "New").at(3));
        assertThat(again.status()).isNotEqualTo(Outcome.Status.STALE);
        assertThat(again.uniqueKey()).isEqualTo(before);
        domain.removesWhatDeletedTypesLeft(1);

        assertThat(domain.person("p1").profile().toString()).isEqualTo("{\"FirstName\":\"New\"}");
        assertThat(domain.bodies(Kind.OBJECT)).hasSize(2);
    }

    @Test
    void a_parked_event_of_a_deleted_type_does_not_come_back_with_the_next_one_of_its_name() {
        domain.configures("ticket", TestTypes.TICKET);
        domain.receives(ticket("t1").of("p1").as("e1"));
        domain.deletes("ticket");
        domain.defines("ticket", TestTypes.TICKET);

        domain.receives(person("p1"));
        domain.redrivesWhatIsReady();

        assertThat(domain.person("p1").cases()).isEmpty();
        assertThat(domain.ledger("e1").orElseThrow().reason()).isEqualTo(Reason.UNKNOWN_TYPE);
    }

    @Test
    void parked_and_rejected_events_of_a_deleted_type_are_removed_and_those_of_the_next_are_not() {
        domain.configures("ticket", TestTypes.TICKET);
        domain.receives(ticket("t1").of("p1").as("e1"));
        domain.deletes("ticket");
        domain.defines("ticket", TestTypes.TICKET);
        domain.receives(ticket("t2").of("p1").as("e2"));

        domain.removesWhatDeletedTypesLeft(1);

        assertThat(domain.kept("e1")).isEmpty();
        assertThat(domain.kept("e2")).isPresent();
        domain.receives(person("p1"));
        domain.redrivesWhatIsReady();
        assertThat(domain.person("p1").cases()).hasSize(1);
    }

    @Test
    void there_is_nothing_to_delete_where_only_a_template_has_the_name() {
        domain.receives(person("p1"));
        assertThat(domain.deletes("person")).isFalse();
        assertThat(domain.bodies(Kind.OBJECT)).hasSize(1);
    }

    @Test
    void the_template_of_a_deleted_types_name_begins_anew() {
        domain.configures("person", TestTypes.PERSON.replace("_profile.FirstName", "_profile.MiddleName"));
        domain.receives(person("p1").with("first", "Ada").at(9));
        domain.deletes("person");

        Outcome again = domain.receives(person("p1").with("first", "Ada").at(1));
        domain.removesWhatDeletedTypesLeft(10);

        assertThat(domain.profile(again.profileId()).profile().toString()).isEqualTo("{\"FirstName\":\"Ada\"}");
    }

    @Property(tries = 300)
    void deleted_type_is_as_if_it_had_never_told_anything(
            @ForAll("events") List<Told> events, @ForAll Random random) {
        TestDomain told = new TestDomain(ITEMS, 100_000);
        TestDomain untold = new TestDomain(ITEMS, 100_000);
        told.configures("lead", TestTypes.LEAD);
        for (Told event : named(events)) {
            told.receives(event);
            if (!event.type().equals("lead")) {
                untold.receives(event);
            }
        }

        told.deletes("lead");
        told.removesWhatDeletedTypesLeft(1 + random.nextInt(3));

        assertThat(profiles(told)).isEqualTo(profiles(untold));
        assertThat(Recomputed.refs(told).keySet()).isEqualTo(Recomputed.refs(untold).keySet());
        Recomputed.assertFollowsFromItsRecords(told, ITEMS);
        assertThat(told.jobs()).isEmpty();
    }

    @Provide
    Arbitrary<List<Told>> events() {
        return GeneratedEvents.ofFixedCustomers().list().ofMaxSize(14);
    }

    private static List<Told> named(List<Told> events) {
        List<Told> all = new java.util.ArrayList<>(List.of(person("c1"), person("c2")));
        all.addAll(events);
        for (int i = 0; i < all.size(); i++) {
            all.set(i, all.get(i).as("e" + i));
        }
        return all;
    }

    /** What is shown of each customer, whose id is that of the first event about it in both domains. */
    private static Map<String, List<Object>> profiles(TestDomain domain) {
        return domain.bodies(Kind.PROFILE).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().id(), entry -> shown(entry.getValue())));
    }

    private static List<Object> shown(ObjectNode body) {
        Profile profile = Profile.read(body);
        return List.of(profile.profile(), profile.sources(), profile.cases(), profile.keys(), profile.words());
    }
}
