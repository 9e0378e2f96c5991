package dev.customerprofiles.core.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Source;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** The design's promise: records of fixed customers end in equal documents however their events come. */
class OrderIndependenceTest {

    private static final int ITEMS = 2;
    private static final List<String> CUSTOMERS = List.of("c1", "c2");

    @Property(tries = 1500)
    void events_end_in_equal_documents_in_whatever_order_however_often_and_in_whatever_batches_they_come(
            @ForAll("events") List<Told> events, @ForAll Random random) {
        List<Told> all = named(events);
        TestDomain inOrder = inOrder(all);
        assertThat(documents(arranged(repeated(all, random), random))).isEqualTo(documents(inOrder));
        Recomputed.assertFollowsFromItsRecords(inOrder, ITEMS);
    }

    @Property(tries = 1000)
    void versions_that_come_again_under_other_event_ids_leave_the_same_profiles(
            @ForAll("events") List<Told> events, @ForAll Random random) {
        List<Told> all = named(events);
        for (int i = 0; i < all.size(); i++) {
            all.set(i, all.get(i).at(i));
        }
        List<Told> twice = new ArrayList<>(all);
        all.forEach(told -> twice.add(told.as(random.nextBoolean() ? 'z' + told.event() : 'a' + told.event())));
        assertThat(profiles(arranged(twice, random))).isEqualTo(profiles(inOrder(all)));
    }

    @Property(tries = 1000)
    void profiles_and_keys_follow_from_the_records_whatever_happened(
            @ForAll("any") List<Told> events, @ForAll Random random) {
        TestDomain domain = new TestDomain(ITEMS, 100_000);
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(4));
            domain.receivesTogether(events.subList(from, to));
            from = to;
            if (random.nextInt(4) == 0) {
                domain.redrivesWhatIsReady();
            }
            if (random.nextInt(12) == 0) {
                domain.bodies(Kind.PROFILE).keySet().stream()
                        .map(ref -> ref.id())
                        .sorted()
                        .findFirst()
                        .ifPresent(domain::erases);
            }
            Recomputed.assertFollowsFromItsRecords(domain, ITEMS);
        }
    }

    @Provide
    Arbitrary<List<Told>> events() {
        return GeneratedEvents.ofFixedCustomers().list().ofMaxSize(14);
    }

    @Provide
    Arbitrary<List<Told>> any() {
        return GeneratedEvents.ofAnyCustomers().list().ofMaxSize(20);
    }

    /** With ids for the events, and with a record for each customer that makes the profile. */
    private static List<Told> named(List<Told> events) {
        List<Told> all = new ArrayList<>();
        CUSTOMERS.forEach(customer -> all.add(Told.person(customer)));
        all.addAll(events);
        for (int i = 0; i < all.size(); i++) {
            all.set(i, all.get(i).as(String.format("e%02d", i)));
        }
        return all;
    }

    private static TestDomain inOrder(List<Told> events) {
        TestDomain domain = new TestDomain(ITEMS, 100_000);
        events.forEach(domain::receives);
        return domain;
    }

    private static List<Told> repeated(List<Told> events, Random random) {
        List<Told> more = new ArrayList<>(events);
        events.stream().filter(told -> random.nextInt(4) == 0).forEach(more::add);
        return more;
    }

    /** In another order and in batches, with parked events redriven now and then. */
    private static TestDomain arranged(List<Told> events, Random random) {
        TestDomain domain = new TestDomain(ITEMS, 100_000);
        List<Told> order = new ArrayList<>(events);
        Collections.shuffle(order, random);
        for (int from = 0; from < order.size(); ) {
            int to = Math.min(order.size(), from + 1 + random.nextInt(6));
            domain.receivesTogether(order.subList(from, to));
            from = to;
            if (random.nextInt(3) == 0) {
                domain.redrivesWhatIsReady();
            }
        }
        domain.redrivesWhatIsReady();
        return domain;
    }

    /** All that is left, with customers in the place of profile ids, and without what tells who came first, and when. */
    private static Map<String, Object> documents(TestDomain domain) {
        Map<String, String> customers = customers(domain);
        Map<String, Object> documents = new TreeMap<>(profiles(domain));
        domain.bodies(Kind.OBJECT).forEach((ref, body) -> {
            ObjectNode copy = body.deepCopy();
            copy.put("owner", customers.get(body.path("owner").asText())).remove(List.of("founder", "keptUntil"));
            documents.put("object " + ref.id(), copy);
        });
        domain.bodies(Kind.REJECTED).forEach((ref, body) -> documents.put("rejected " + ref.id(), body));
        domain.bodies(Kind.HISTORY)
                .forEach((ref, body) -> documents.put(
                        "event " + body.path("event").asText(),
                        customers.get(body.path("profile").asText())
                                + ' '
                                + body.path("record").asText()));
        return documents;
    }

    private static Map<String, Object> profiles(TestDomain domain) {
        Map<String, String> customers = customers(domain);
        Map<String, Object> documents = new TreeMap<>();
        domain.bodies(Kind.PROFILE)
                .forEach((ref, body) ->
                        documents.put("profile " + customers.get(ref.id()), comparable(Profile.read(body))));
        domain.bodies(Kind.IDENTITY).forEach((ref, body) -> {
            Owners owners = Json.read(body, Owners.class);
            Map<String, Integer> refs = new TreeMap<>();
            owners.owners().forEach(owner -> refs.put(customers.get(owner.id()), owner.refs()));
            documents.put(
                    "identity " + ref.id(),
                    refs + " and " + owners.others() + ' ' + owners.waiting() + ' ' + owners.ready());
        });
        return documents;
    }

    private static Map<String, String> customers(TestDomain domain) {
        Map<String, String> customers = new TreeMap<>();
        CUSTOMERS.forEach(customer ->
                customers.put(domain.owners("personId", customer).only().orElseThrow(), customer));
        return customers;
    }

    private static Profile comparable(Profile profile) {
        List<Source> sources = profile.sources().stream()
                .map(source -> new Source(
                        source.type(),
                        "own",
                        source.records(),
                        source.characters(),
                        source.updatedAt(),
                        source.fields()))
                .toList();
        return new Profile(
                0,
                0,
                profile.profile(),
                sources,
                profile.edits(),
                profile.cases(),
                profile.contacts(),
                profile.assets(),
                profile.orders(),
                profile.keys(),
                profile.added(),
                profile.words(),
                profile.evidence(),
                List.of());
    }
}
