package dev.customerprofiles.core.matching;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code -Dmatching.febrl=<file>} measures another set of the same format. */
class ScoredMatchingTest {

    private static final Map<String, ObjectNode> PEOPLE = new GeneratedPeople(2_000, 7).profiles();
    private static final List<Traits> TRAITS = Quality.traits(PEOPLE);
    private static final Map<String, String> TRUTH =
            PEOPLE.keySet().stream().collect(Collectors.toMap(id -> id, GeneratedPeople::person));

    @Test
    void public_benchmark_is_matched_as_well_as_promised() throws Exception {
        Path file = Path.of(System.getProperty("matching.febrl", "../shared/samples/febrl1.csv"));
        assumeTrue(Files.exists(file), "there is no " + file);
        Map<String, ObjectNode> profiles = Quality.febrl(file);

        Quality quality = measured(file.getFileName().toString(), profiles, Quality.truth(profiles.keySet()));

        assertThat(quality.precision()).isGreaterThanOrEqualTo(0.99);
        assertThat(quality.recall()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void families_twins_and_moves_are_told_apart_as_far_as_they_can_be() {
        Quality quality = measured("generated", PEOPLE, TRUTH);

        assertThat(quality.precision()).isGreaterThanOrEqualTo(0.97);
        assertThat(quality.recall()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void groups_do_not_depend_on_the_order_of_the_profiles() {
        List<Traits> shuffled = new ArrayList<>(TRAITS.subList(0, 600));
        List<ScoredMatching.Group> groups = new ScoredMatching(shuffled).groups();
        Collections.shuffle(shuffled, new Random(3));

        assertThat(ids(new ScoredMatching(shuffled).groups())).isEqualTo(ids(groups));
    }

    @Test
    void people_with_one_profile_each_are_hardly_ever_taken_for_one() {
        List<Traits> originals = TRAITS.stream()
                .filter(traits -> traits.id().endsWith("-0"))
                .limit(500)
                .toList();

        assertThat(new ScoredMatching(originals).groups()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void nobody_and_somebody_alone_make_no_groups() {
        assertThat(new ScoredMatching(List.of()).groups()).isEmpty();
        assertThat(new ScoredMatching(TRAITS.subList(0, 1)).groups()).isEmpty();
    }

    @Test
    void match_is_explained_by_what_speaks_for_and_against_it() {
        ScoredMatching matching = new ScoredMatching(TRAITS);
        ObjectNode person = PEOPLE.get("0-0").deepCopy();
        ObjectNode other = person.deepCopy().put("EmailAddress", "someone.else@elsewhere.example");
        other.remove("BirthDate");
        List<Traits> two = Quality.traits(Map.of("a", person, "b", other));

        ScoredMatching.Explained explained = matching.explain(two.get(0), two.get(1));

        assertThat(explained.confidence()).isBetween(0.5, 1.0);
        assertThat(explained.reasons()).extracting(ScoredMatching.Reason::trait).doesNotContain(Trait.BIRTH_DATE);
        for (ScoredMatching.Reason reason : explained.reasons()) {
            assertThat(reason.bits() < 0).as(reason.trait().field()).isEqualTo(reason.trait() == Trait.EMAIL);
        }
    }

    private static Quality measured(String name, Map<String, ObjectNode> profiles, Map<String, String> truth) {
        Quality quality = Quality.of(new ScoredMatching(Quality.traits(profiles)).groups(), truth);
        System.out.printf(
                "%s: %d profiles, precision %.4f, recall %.4f%n",
                name, profiles.size(), quality.precision(), quality.recall());
        return quality;
    }

    private static List<List<String>> ids(List<ScoredMatching.Group> groups) {
        return groups.stream()
                .map(ScoredMatching.Group::ids)
                .sorted((one, other) -> one.get(0).compareTo(other.get(0)))
                .toList();
    }
}
