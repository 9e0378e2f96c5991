package dev.customerprofiles.core.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Which records are of one customer depends on what they say, and not on the order, the batches or how often they came. */
class PartitionTest {

    private static final String BRIDGING = "{\"Bridging\": \"MERGE\"}";

    /** Rules that no value of the generated records is shared too often for. */
    private static final String RULES =
            """
            {"MaxProfilesPerValue": 16, "RuleBasedMatching": {"Enabled": true, "MaxAllowedRuleLevelForMerging": 2,
              "MatchingRules": [{"Rule": ["EmailAddress"]}, {"Rule": ["FirstName", "LastName"]}]}}""";

    private static final String LINK =
            """
            {"Description": "links", "AllowProfileCreation": true, "Fields": {
              "id": {"Source": "{{_source.id}}"},
              "one": {"Source": "{{_source.one}}"},
              "two": {"Source": "{{_source.two}}"},
              "first": {"Source": "{{_source.first}}", "Target": "_profile.FirstName"}},
             "Keys": {
              "linkId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
              "one": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["one"]}],
              "two": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["two"]}]}}""";

    @Property(tries = 2000)
    void records_that_share_a_key_directly_or_not_are_of_one_customer(
            @ForAll("links") List<Map<String, String>> records, @ForAll Random random) {
        List<Told> told = told("link", records);
        TestDomain inOrder = domain(BRIDGING);
        told.forEach(inOrder::receives);
        assertThat(partition(inOrder)).isEqualTo(connected(records, List.of(List.of("one"), List.of("two"))));
        TestDomain arranged = domain(BRIDGING);
        arrange(arranged, told, random);
        assertThat(customers(arranged)).isEqualTo(customers(inOrder));
    }

    @Property(tries = 2000)
    void automatic_merges_are_associative_and_commutative(
            @ForAll("people") List<Map<String, String>> records, @ForAll Random random) {
        List<Told> told = told("person", records);
        TestDomain inOrder = domain(RULES);
        told.forEach(inOrder::receives);
        assertThat(partition(inOrder))
                .isEqualTo(connected(records, List.of(List.of("mail"), List.of("first", "last"))));
        TestDomain arranged = domain(RULES);
        arrange(arranged, told, random);
        assertThat(customers(arranged)).isEqualTo(customers(inOrder));
        TestDomain reviewed = domain("{}");
        told.forEach(reviewed::receives);
        reviewed.resolves(RULES);
        reviewed.reviews(1 + random.nextInt(4));
        assertThat(customers(reviewed)).isEqualTo(customers(inOrder));
    }

    @Provide
    Arbitrary<List<Map<String, String>>> links() {
        return records(Map.of("one", 4, "two", 4, "first", 3)).filter(records -> records.stream()
                .allMatch(says -> says.containsKey("one") || says.containsKey("two")));
    }

    @Provide
    Arbitrary<List<Map<String, String>>> people() {
        return records(Map.of("mail", 4, "first", 3, "last", 3));
    }

    private static Arbitrary<List<Map<String, String>>> records(Map<String, Integer> fields) {
        List<Arbitrary<Map.Entry<String, Integer>>> each = fields.entrySet().stream()
                .map(field -> Arbitraries.integers()
                        .between(0, field.getValue())
                        .map(value -> Map.entry(field.getKey(), value)))
                .toList();
        return Combinators.combine(each)
                .as(values -> {
                    Map<String, String> says = new TreeMap<>();
                    values.stream()
                            .filter(value -> value.getValue() > 0)
                            .forEach(value -> says.put(
                                    value.getKey(),
                                    value.getKey()
                                            + value.getValue()
                                            + (value.getKey().equals("mail") ? "@example.com" : "")));
                    if (!says.containsKey("one") && fields.containsKey("one")) {
                        says.putIfAbsent("two", "two1");
                    }
                    return says;
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }

    private static List<Told> told(String type, List<Map<String, String>> records) {
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Map<String, String> record = new HashMap<>(records.get(i));
            record.put("id", "r" + i);
            told.add(new Told(type, record, 100 + i, "e" + i));
        }
        return told;
    }

    private static TestDomain domain(String resolution) {
        TestDomain domain = new TestDomain(20, 100_000);
        domain.define("link", LINK);
        return domain.resolves(resolution);
    }

    private static void arrange(TestDomain domain, List<Told> told, Random random) {
        List<Told> order = new ArrayList<>(told);
        told.stream().filter(one -> random.nextInt(4) == 0).forEach(order::add);
        Collections.shuffle(order, random);
        for (int from = 0; from < order.size(); ) {
            int to = Math.min(order.size(), from + 1 + random.nextInt(4));
            domain.receivesTogether(order.subList(from, to));
            from = to;
        }
    }

    /** The records of each customer. */
    private static Set<Set<String>> partition(TestDomain domain) {
        return Set.copyOf(customers(domain).keySet());
    }

    /** The golden record of each customer, by the customer's records. */
    private static Map<Set<String>, ObjectNode> customers(TestDomain domain) {
        Map<String, Set<String>> records = new HashMap<>();
        domain.bodies(Kind.OBJECT).values().forEach(body -> records.computeIfAbsent(
                        domain.survivor(body.path("owner").asText()), id -> new TreeSet<>())
                .add(SourceObject.fromJson(body).accumulated().raw().path("id").asText()));
        Map<Set<String>, ObjectNode> customers = new HashMap<>();
        records.forEach((id, of) -> customers.put(of, domain.profile(id).profile()));
        assertThat(domain.bodies(Kind.PROFILE).values().stream()
                        .filter(body -> Profile.redirect(body).isEmpty()))
                .hasSameSizeAs(records.keySet());
        return customers;
    }

    /** What hangs together by having all fields of one of these lists in common. */
    private static Set<Set<String>> connected(List<Map<String, String>> records, List<List<String>> links) {
        int[] group = new int[records.size()];
        for (int i = 0; i < group.length; i++) {
            group[i] = i;
        }
        for (int i = 0; i < group.length; i++) {
            for (int j = 0; j < i; j++) {
                if (linked(records.get(i), records.get(j), links)) {
                    int from = group[i];
                    int to = group[j];
                    for (int k = 0; k < group.length; k++) {
                        group[k] = group[k] == from ? to : group[k];
                    }
                }
            }
        }
        Map<Integer, Set<String>> groups = new HashMap<>();
        for (int i = 0; i < group.length; i++) {
            groups.computeIfAbsent(group[i], unknown -> new TreeSet<>()).add("r" + i);
        }
        return Set.copyOf(groups.values());
    }

    private static boolean linked(Map<String, String> one, Map<String, String> other, List<List<String>> links) {
        return links.stream().anyMatch(fields -> fields.stream()
                .allMatch(field -> one.containsKey(field) && one.get(field).equals(other.get(field))));
    }
}
