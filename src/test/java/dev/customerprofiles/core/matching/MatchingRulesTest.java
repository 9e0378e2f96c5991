package dev.customerprofiles.core.matching;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.matching.MatchingRules.Evidence;
import dev.customerprofiles.core.state.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What rules compare, and how well the default ones do. */
class MatchingRulesTest {

    private static final Normalisation NORMALISATION = new Normalisation("US");

    private static final String PHONES =
            """
            {"Enabled": true, "MatchingRules": [{"Rule": ["PhoneNumber"]}], "AttributeTypesSelector": {
              "AttributeMatchingModel": "%s", "PhoneNumber": ["PhoneNumber", "MobilePhoneNumber"]}}""";

    @Test
    void one_to_one_compares_a_field_with_itself_and_many_to_many_with_the_others() {
        String home = "{\"PhoneNumber\": \"(206) 555-0100\"}";
        String mobile = "{\"MobilePhoneNumber\": \"+1 206 555 0100\"}";
        assertThat(common(PHONES.formatted("MANY_TO_MANY"), home, mobile)).isNotEmpty();
        assertThat(common(PHONES.formatted("ONE_TO_ONE"), home, mobile)).isEmpty();
        assertThat(common(PHONES.formatted("ONE_TO_ONE"), home, home)).isNotEmpty();
    }

    @Test
    void level_needs_all_of_its_attributes() {
        String rules = "{\"Enabled\": true, \"MatchingRules\": [{\"Rule\": [\"LastName\", \"EmailAddress\"]}]}";
        String whole = "{\"LastName\": \"King\", \"EmailAddress\": \"ada@example.com\"}";
        assertThat(common(rules, whole, "{\"EmailAddress\": \"ADA@example.com\", \"LastName\": \" KING\"}"))
                .isNotEmpty();
        assertThat(common(rules, whole, "{\"EmailAddress\": \"ada@example.com\"}"))
                .isEmpty();
    }

    @Test
    void parts_of_an_address_are_taken_from_one_address() {
        String rules =
                """
                {"Enabled": true, "MatchingRules": [{"Rule": ["Address.City", "Address.PostalCode"]}],
                 "AttributeTypesSelector": {"AttributeMatchingModel": "MANY_TO_MANY", "Address": ["Address", "ShippingAddress"]}}""";
        String two =
                """
                {"Address": {"City": "Rome", "PostalCode": "1"}, "ShippingAddress": {"City": "Oslo", "PostalCode": "2"}}""";
        assertThat(common(rules, two, "{\"Address\": {\"City\": \"oslo\", \"PostalCode\": \"2\"}}"))
                .isNotEmpty();
        assertThat(common(rules, two, "{\"Address\": {\"City\": \"Rome\", \"PostalCode\": \"2\"}}"))
                .isEmpty();
    }

    @Test
    void rule_keeps_its_evidence_when_it_changes_its_place() {
        String one = "{\"Enabled\": true, \"MatchingRules\": [{\"Rule\": [\"LastName\"]}]}";
        String two =
                "{\"Enabled\": true, \"MatchingRules\": [{\"Rule\": [\"BirthDate\"]}, {\"Rule\": [\"LastName\"]}]}";
        String ada = "{\"LastName\": \"King\"}";
        assertThat(ids(one, ada)).isEqualTo(ids(two, ada));
        assertThat(rules(two).level(ids(two, ada).iterator().next())).hasValue(2);
    }

    @Test
    void default_rules_are_precise_on_people_with_families_twins_and_moves() {
        Map<String, ObjectNode> profiles = new GeneratedPeople(2_000, 7).profiles();
        Map<String, String> truth =
                profiles.keySet().stream().collect(Collectors.toMap(id -> id, GeneratedPeople::person));
        assertThat(measured("generated", profiles, truth).precision()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void default_rules_are_precise_on_the_public_benchmark() throws Exception {
        Path file = Path.of(System.getProperty("matching.febrl", "../shared/samples/febrl1.csv"));
        assumeTrue(Files.exists(file), "there is no " + file);
        Map<String, ObjectNode> profiles = Quality.febrl(file);
        assertThat(measured(file.getFileName().toString(), profiles, Quality.truth(profiles.keySet()))
                        .precision())
                .isGreaterThanOrEqualTo(0.99);
    }

    private static Quality measured(String name, Map<String, ObjectNode> profiles, Map<String, String> truth) {
        Quality quality = Quality.of(groups(profiles), truth);
        System.out.printf(
                "%s, by rules: %d profiles, precision %.4f, recall %.4f%n",
                name, profiles.size(), quality.precision(), quality.recall());
        return quality;
    }

    /** What hangs together by the default rules, values that too many share left out. */
    private static List<ScoredMatching.Group> groups(Map<String, ObjectNode> profiles) {
        MatchingRules rules = rules("{\"Enabled\": true}");
        Map<Key, Set<String>> owners = new HashMap<>();
        Map<Key, Set<Key>> parts = new HashMap<>();
        profiles.forEach((id, golden) -> {
            for (Evidence has : rules.evidence(golden, NORMALISATION)) {
                owners.computeIfAbsent(has.identity(), key -> new TreeSet<>()).add(id);
                has.parts().forEach(part -> owners.computeIfAbsent(part, key -> new TreeSet<>())
                        .add(id));
                parts.computeIfAbsent(has.identity(), key -> new java.util.HashSet<>())
                        .addAll(has.parts());
            }
        });
        Map<String, Set<String>> groups = new TreeMap<>();
        profiles.keySet().forEach(id -> groups.put(id, new TreeSet<>(Set.of(id))));
        parts.forEach((identity, of) -> {
            boolean tells = owners.get(identity).size() <= rules.mostPerValue()
                    && of.stream().allMatch(part -> owners.get(part).size() <= rules.mostPerValue());
            if (tells) {
                Set<String> all = new TreeSet<>();
                owners.get(identity).forEach(id -> all.addAll(groups.get(id)));
                all.forEach(id -> groups.put(id, all));
            }
        });
        return groups.values().stream()
                .distinct()
                .filter(group -> group.size() > 1)
                .map(group -> new ScoredMatching.Group(List.copyOf(group), 1))
                .toList();
    }

    private static Set<String> common(String rules, String one, String other) {
        Set<String> common = new TreeSet<>(ids(rules, one));
        common.retainAll(ids(rules, other));
        return common;
    }

    private static Set<String> ids(String rules, String golden) {
        Set<String> ids = new TreeSet<>();
        rules(rules)
                .evidence(json(golden), NORMALISATION)
                .forEach(has -> ids.add(has.identity().ref().id()));
        return ids;
    }

    private static MatchingRules rules(String settings) {
        return MatchingRules.read(json(settings), MatchingRules.MOST_PER_VALUE);
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
