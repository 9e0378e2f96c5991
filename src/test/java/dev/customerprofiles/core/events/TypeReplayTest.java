package dev.customerprofiles.core.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

import static dev.customerprofiles.core.events.Told.lead;
import static dev.customerprofiles.core.events.Told.person;
import static org.assertj.core.api.Assertions.assertThat;

class TypeReplayTest {

    private static final int ITEMS = 2;

    /** Other fields, another owner, and a stronger voice. */
    private static final String CHANGED_LEAD = TestTypes.LEAD
            .replace("_profile.FirstName", "_profile.MiddleName")
            .replace("_source.person", "_source.other")
            .replace("_profile.PhoneNumber", "_profile.MobilePhoneNumber")
            .replace("_profile.Attributes.note", "_profile.Attributes.remark")
            .replaceFirst("\\{", "{\"SourcePriority\": 1,");

    private final TestDomain domain = new TestDomain(ITEMS, 100_000);

    @Test
    void a_new_definition_alone_changes_nothing_and_its_replay_everything() {
        domain.configures("lead", TestTypes.LEAD);
        domain.receives(person("p1"));
        domain.receives(
                lead("l1").of("p1").with("first", "Ada").with("note", "a note").at(1));
        domain.receives(lead("l1").of("p1").with("first", "Augusta").at(2));

        domain.configures("lead", CHANGED_LEAD.replace("_source.other", "_source.person"));
        assertThat(domain.person("p1").profile().path("FirstName").asText()).isEqualTo("Augusta");

        domain.replays("lead", 1);

        // also what only an older version of the record said
        assertThat(domain.person("p1").profile().toString())
                .isEqualTo("{\"Attributes\":{\"remark\":\"a note\"},\"MiddleName\":\"Augusta\"}");
        assertThat(domain.progress("lead")).isEqualTo(new TypeReplay.Progress(TypeReplay.Progress.COMPLETE, 1, 1));
        assertThat(domain.jobs()).isEmpty();
    }

    @Test
    void a_priority_counts_for_what_is_stored_after_a_replay() {
        domain.configures("lead", TestTypes.LEAD);
        domain.receives(lead("l1").of("p1").with("first", "Lead").at(1));
        domain.receives(person("p1").with("first", "Person").at(2));
        domain.configures("lead", TestTypes.LEAD.replaceFirst("\\{", "{\"SourcePriority\": 1,"));

        domain.replays("lead", 5);

        assertThat(domain.person("p1").profile().path("FirstName").asText()).isEqualTo("Lead");
    }

    @Test
    void a_replay_that_changes_nothing_writes_nothing_about_customers() {
        domain.configures("lead", TestTypes.LEAD);
        for (int i = 0; i < 5; i++) {
            domain.receives(lead("l" + i)
                    .of("p" + i % 2)
                    .with("first", "n" + i % 2)
                    .with("mail", "a" + i % 2 + "@example.com"));
        }
        Map<Ref, Document> before = customers();

        domain.replays("lead", 2);

        assertThat(customers()).isEqualTo(before);
    }

    @Test
    void a_record_whose_keys_lead_to_nobody_any_more_makes_a_customer_or_waits() {
        domain.configures("lead", TestTypes.LEAD);
        domain.receives(person("p1").with("first", "Ada"));
        domain.receives(
                lead("l1").of("p1").with("other", "p2").with("third", "p3").with("note", "mine"));

        domain.configures("lead", CHANGED_LEAD);
        domain.replays("lead", 1);
        assertThat(domain.person("p1").profile().toString()).isEqualTo("{\"FirstName\":\"Ada\"}");
        assertThat(domain.person("p2").profile().toString()).isEqualTo("{\"Attributes\":{\"remark\":\"mine\"}}");

        domain.configures(
                "lead", CHANGED_LEAD.replace("_source.other", "_source.third").replace("true", "false"));
        domain.replays("lead", 1);
        assertThat(domain.owners("personId", "p2").unowned()).isTrue();
        assertThat(domain.bodies(Kind.PROFILE)).hasSize(1);
        domain.receives(person("p3"));
        domain.redrivesWhatIsReady();
        assertThat(domain.person("p3").profile().toString()).isEqualTo("{\"Attributes\":{\"remark\":\"mine\"}}");
    }

    @Test
    void a_customer_that_only_the_record_made_keeps_its_id() {
        domain.configures("lead", TestTypes.LEAD);
        String id = domain.receives(lead("l1").of("p1").with("other", "p2")).profileId();

        domain.configures("lead", CHANGED_LEAD);
        domain.replays("lead", 1);

        assertThat(domain.owners("personId", "p2").only()).contains(id);
        assertThat(domain.owners("personId", "p1").unowned()).isTrue();
    }

    @Test
    void a_replay_that_changes_nothing_leaves_a_record_with_the_customer_whom_somebody_has_edited() {
        domain.configures("lead", TestTypes.LEAD);
        String id = domain.receives(lead("l1").of("p1").with("first", "Ada")).profileId();
        domain.edits(id, "LastName", "Lovelace");

        domain.replays("lead", 1);

        assertThat(domain.owners("personId", "p1").only()).contains(id);
    }

    @Test
    void records_that_another_unique_key_makes_one_become_one() {
        domain.configures("lead", TestTypes.LEAD);
        domain.receives(
                lead("l1").of("p1").with("number", "7").with("first", "Ada").at(1));
        domain.receives(
                lead("l2").of("p1").with("number", "7").with("note", "newer").at(2));

        domain.configures("lead", TestTypes.LEAD.replace("_source.id", "_source.number"));
        domain.replays("lead", 1);

        assertThat(domain.bodies(Kind.OBJECT)).hasSize(1);
        assertThat(domain.owners("leadId", "7").only()).isPresent();
        assertThat(domain.person("p1").profile().toString())
                .isEqualTo("{\"Attributes\":{\"note\":\"newer\"},\"FirstName\":\"Ada\"}");
    }

    @Test
    void a_replay_of_a_type_that_is_deleted_meanwhile_ends() {
        domain.configures("lead", TestTypes.LEAD);
        domain.receives(lead("l1").of("p1"));
        domain.beginsReplay("lead");
        domain.deletes("lead");
        domain.goesOnReplaying("lead", 1, () -> {});
        assertThat(domain.jobs().keySet()).extracting(Ref::id).noneMatch(id -> id.contains(TypeReplay.WORK));
    }

    @Property(tries = 200)
    void replayed_records_are_as_if_the_definition_had_always_been_there(
            @ForAll("events") List<Told> events, @ForAll Random random) {
        List<Told> all = named(events);
        TestDomain always = new TestDomain(ITEMS, 100_000);
        always.configures("lead", CHANGED_LEAD);
        all.forEach(always::receives);
        TestDomain late = new TestDomain(ITEMS, 100_000);
        late.configures("lead", TestTypes.LEAD);
        int change = 2 + random.nextInt(all.size() - 1);
        int begin = change + random.nextInt(all.size() - change + 1);
        all.subList(0, change).forEach(late::receives);
        late.configures("lead", CHANGED_LEAD);
        all.subList(change, begin).forEach(late::receives);
        List<Told> rest = new ArrayList<>(all.subList(begin, all.size()));

        late.beginsReplay("lead");
        late.goesOnReplaying("lead", 1 + random.nextInt(3), () -> {
            if (!rest.isEmpty()) {
                late.receives(rest.remove(0));
            }
        });
        rest.forEach(late::receives);

        assertThat(shown(late)).isEqualTo(shown(always));
    }

    @Provide
    Arbitrary<List<Told>> events() {
        return GeneratedEvents.ofFixedCustomers().list().ofMaxSize(12);
    }

    /** Each lead is of one customer by its old keys and of one, perhaps another, by the new ones. */
    private static List<Told> named(List<Told> events) {
        List<Told> all = new ArrayList<>(List.of(person("c1"), person("c2")));
        all.addAll(events);
        for (int i = 0; i < all.size(); i++) {
            Told told = all.get(i).as("e" + i);
            String id = told.members().get("id");
            all.set(i, told.type().equals("lead") ? told.with("other", id.endsWith("2") ? "c1" : "c2") : told);
        }
        return all;
    }

    private static Map<String, List<Object>> shown(TestDomain domain) {
        Map<String, List<Object>> shown = new TreeMap<>();
        for (String customer : List.of("c1", "c2")) {
            Profile profile = domain.person(customer);
            List<Object> sources = new ArrayList<>();
            profile.sources()
                    .forEach(source ->
                            sources.add(List.of(source.type(), source.records(), source.updatedAt(), source.fields())));
            shown.put(customer, List.of(profile.profile(), sources, profile.cases(), profile.keys(), profile.words()));
        }
        Recomputed.refs(domain).forEach((key, refs) -> shown.put(key, List.copyOf(new TreeMap<>(refs).values())));
        return shown;
    }

    private Map<Ref, Document> customers() {
        Map<Ref, Document> customers = new TreeMap<>(java.util.Comparator.comparing(Ref::toString));
        domain.everything().forEach((ref, document) -> {
            if (ref.kind() != Kind.CONFIGURATION) {
                customers.put(ref, document);
            }
        });
        return customers;
    }
}
