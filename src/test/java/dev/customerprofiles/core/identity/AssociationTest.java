package dev.customerprofiles.core.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AssociationTest {

    private static final RecordKey FIRST = key("first", StandardIdentifier.PROFILE, StandardIdentifier.UNIQUE);
    private static final RecordKey SECOND = key("second", StandardIdentifier.PROFILE);
    private static final RecordKey SECONDARY =
            key("secondary", StandardIdentifier.PROFILE, StandardIdentifier.SECONDARY);
    private static final RecordKey NO_PROFILE_KEY = key("search");

    private static final Owners ADA = Owners.NONE.plus("ada");
    private static final Owners BOB = Owners.NONE.plus("bob");
    private static final Owners BOTH = ADA.plus("bob");

    @Test
    void first_primary_key_with_one_owner_decides() {
        assertThat(associate(List.of(FIRST, SECOND), Map.of("first", ADA, "second", BOB)))
                .isEqualTo(new Association.Found("ada"));
        assertThat(associate(List.of(SECOND, FIRST), Map.of("first", ADA, "second", BOB)))
                .isEqualTo(new Association.Found("bob"));
        assertThat(associate(List.of(FIRST, SECOND), Map.of("second", BOB))).isEqualTo(new Association.Found("bob"));
    }

    @Test
    void key_of_several_profiles_is_passed_over() {
        assertThat(associate(List.of(FIRST, SECOND), Map.of("first", BOTH, "second", BOB)))
                .isEqualTo(new Association.Found("bob"));
    }

    @Test
    void secondary_key_is_tried_after_all_primary_ones_wherever_it_stands() {
        assertThat(associate(List.of(SECONDARY, FIRST), Map.of("secondary", BOB, "first", ADA)))
                .isEqualTo(new Association.Found("ada"));
        assertThat(associate(List.of(SECONDARY, FIRST), Map.of("secondary", BOB)))
                .isEqualTo(new Association.Found("bob"));
    }

    @Test
    void secondary_key_decides_where_the_primary_ones_are_ambiguous() {
        assertThat(associate(List.of(FIRST, SECONDARY), Map.of("first", BOTH, "secondary", ADA)))
                .isEqualTo(new Association.Found("ada"));
    }

    @Test
    void it_is_ambiguous_where_some_key_has_owners_and_none_has_one() {
        assertThat(associate(List.of(FIRST, SECOND), Map.of("second", BOTH))).isEqualTo(new Association.Ambiguous());
        assertThat(associate(List.of(SECONDARY), Map.of("secondary", BOTH))).isEqualTo(new Association.Ambiguous());
    }

    @Test
    void nobody_has_any_of_the_keys() {
        assertThat(associate(List.of(FIRST, SECOND, SECONDARY), Map.of())).isEqualTo(new Association.None());
        assertThat(associate(List.of(), Map.of())).isEqualTo(new Association.None());
    }

    @Test
    void key_that_is_only_searched_for_finds_nobody() {
        assertThat(associate(List.of(NO_PROFILE_KEY), Map.of("search", ADA))).isEqualTo(new Association.None());
    }

    @Test
    void one_listed_owner_is_no_evidence_where_there_are_others() {
        Owners oneOfMore = new Owners(List.of(new Owners.Owner("ada", 1)), 1, false, false);
        assertThat(associate(List.of(FIRST), Map.of("first", oneOfMore))).isEqualTo(new Association.Ambiguous());
        Owners onlyOthers = new Owners(List.of(), 1, false, false);
        assertThat(associate(List.of(FIRST), Map.of("first", onlyOthers))).isEqualTo(new Association.Ambiguous());
    }

    private static Association associate(List<RecordKey> keys, Map<String, Owners> owners) {
        return Association.of(keys, key -> owners.getOrDefault(key.name(), Owners.NONE), id -> id);
    }

    private static RecordKey key(String name, StandardIdentifier... identifiers) {
        return new RecordKey(new Key(name, "value"), Set.of(identifiers));
    }
}
