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

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** What is merged and taken apart again is as if it had never been merged, whatever happened between and after. */
class MergeUnmergeTest {

    private static final int ITEMS = 2;
    private static final List<String> CUSTOMERS = List.of("c1", "c2", "c3");

    @Property(tries = 1000)
    void unmerged_profiles_equal_those_that_were_never_merged(
            @ForAll("events") List<Told> events, @ForAll Random random) {
        TestDomain never = founded();
        TestDomain merged = founded();
        List<Told> all = new ArrayList<>();
        events.forEach(told -> all.add(told.as(String.format("e%02d", all.size()))));
        for (Told told : all) {
            never.receives(told);
            if (random.nextInt(3) == 0) {
                mergeOrUnmerge(merged, random);
                Recomputed.assertFollowsFromItsRecords(merged, ITEMS);
            }
            merged.receives(told);
        }
        Recomputed.assertFollowsFromItsRecords(merged, ITEMS);
        takeApart(merged);
        Recomputed.assertFollowsFromItsRecords(merged, ITEMS);
        assertThat(profiles(merged)).isEqualTo(profiles(never));
        assertThat(Recomputed.refs(merged)).isEqualTo(Recomputed.refs(never));
    }

    @Property(tries = 500)
    void edits_stay_with_whom_they_were_made_for(@ForAll("events") List<Told> events, @ForAll Random random) {
        TestDomain never = founded();
        TestDomain merged = founded();
        for (TestDomain domain : List.of(never, merged)) {
            events.forEach(domain::receives);
            CUSTOMERS.forEach(customer -> domain.edits(id(domain, customer), "LastName", "of " + customer));
            domain.edits(id(domain, "c2"), "FirstName", null);
            CUSTOMERS.forEach(customer -> domain.receives(
                    Told.person(customer).with("country", customer).at(500)));
        }
        for (int i = 0; i < 4; i++) {
            mergeOrUnmerge(merged, random);
        }
        takeApart(merged);
        assertThat(profiles(merged)).isEqualTo(profiles(never));
        assertThat(Recomputed.refs(merged)).isEqualTo(Recomputed.refs(never));
    }

    @Provide
    Arbitrary<List<Told>> events() {
        return GeneratedEvents.ofFixedCustomers().list().ofMaxSize(12);
    }

    private static TestDomain founded() {
        TestDomain domain = new TestDomain(ITEMS, 100_000);
        CUSTOMERS.forEach(customer -> domain.receives(Told.person(customer).as("founds " + customer)));
        return domain;
    }

    private static String id(TestDomain domain, String customer) {
        return domain.owners("personId", customer).only().orElseThrow();
    }

    private static String idOf(TestDomain domain, Random random) {
        return id(domain, CUSTOMERS.get(random.nextInt(CUSTOMERS.size())));
    }

    private static void mergeOrUnmerge(TestDomain domain, Random random) {
        if (random.nextInt(3) < 2) {
            String chosen = idOf(domain, random);
            String main = idOf(domain, random);
            domain.merges(
                    main,
                    List.of(chosen, idOf(domain, random)),
                    random.nextBoolean() ? Map.of() : Map.of("FirstName", chosen, "Address", main));
        } else {
            domain.unmerges(idOf(domain, random), idOf(domain, random));
        }
    }

    private static void takeApart(TestDomain domain) {
        for (String customer : CUSTOMERS) {
            String id = id(domain, customer);
            domain.unmerges(id, id);
            domain.unmerges(domain.survivor(id), id);
        }
        assertThat(CUSTOMERS.stream().map(customer -> id(domain, customer)))
                .allMatch(id -> domain.survivor(id).equals(id));
    }

    /** All that is said of the profiles, but not when it changed and whom they are not. */
    private static Map<String, Object> profiles(TestDomain domain) {
        Map<String, Object> profiles = new TreeMap<>();
        domain.bodies(Kind.PROFILE).forEach((ref, body) -> {
            Profile profile = Profile.read(body);
            profiles.put(
                    ref.id(),
                    List.of(
                            profile.createdAt(),
                            profile.profile(),
                            profile.sources(),
                            profile.cases(),
                            profile.keys(),
                            profile.words()));
        });
        return profiles;
    }
}
