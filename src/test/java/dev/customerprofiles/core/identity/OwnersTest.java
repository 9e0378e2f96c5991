package dev.customerprofiles.core.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Json;

import static org.assertj.core.api.Assertions.assertThat;

class OwnersTest {

    @Test
    void owner_stays_until_the_last_of_its_records_is_gone() {
        Owners twice = Owners.NONE.plus("ada").plus("ada");
        assertThat(twice.owners()).containsExactly(new Owners.Owner("ada", 2));
        assertThat(twice.minus("ada").only()).contains("ada");
        assertThat(twice.minus("ada").minus("ada").unowned()).isTrue();
    }

    @Test
    void key_of_two_profiles_is_of_one_again_when_the_other_gives_it_back() {
        Owners both = Owners.NONE.plus("ada").plus("bob");
        assertThat(both.only()).isEmpty();
        assertThat(both.minus("ada").only()).contains("bob");
    }

    @Test
    void more_owners_than_are_listed_are_only_counted() {
        Owners full = full();
        Owners more = full.plus("late").plus("late");
        assertThat(more.owners()).isEqualTo(full.owners());
        assertThat(more.others()).isEqualTo(2);
        assertThat(more.minus("late").others()).isEqualTo(1);
        assertThat(more.minus("late").minus("late")).isEqualTo(full);
    }

    @Test
    void one_listed_owner_is_not_the_only_one_while_there_are_others() {
        Owners owners = full().plus("late");
        for (int i = 1; i < Owners.LISTED; i++) {
            owners = owners.minus("p" + i);
        }
        assertThat(owners.owners()).hasSize(1);
        assertThat(owners.only()).isEmpty();
        assertThat(owners.minus("late").only()).contains("p0");
    }

    @Test
    void taking_back_what_nobody_said_changes_nothing() {
        assertThat(Owners.NONE.minus("ada")).isEqualTo(Owners.NONE);
        assertThat(Owners.NONE.plus("ada").minus("bob")).isEqualTo(Owners.NONE.plus("ada"));
    }

    @Test
    void new_owner_makes_a_key_ready_that_parked_events_wait_for() {
        assertThat(Owners.NONE.plus("ada").ready()).isFalse();
        assertThat(Owners.NONE.awaited().ready()).isFalse();
        assertThat(Owners.NONE.awaited().plus("ada").ready()).isTrue();
        assertThat(full().awaited().plus("late").ready()).isTrue();
        assertThat(Owners.NONE.awaited().plus("ada").minus("ada").ready()).isTrue();
    }

    @Test
    void settled_key_is_ready_only_while_some_are_left_that_may_succeed() {
        Owners ready = Owners.NONE.awaited().plus("ada");
        assertThat(ready.settled(false, false)).isEqualTo(Owners.NONE.plus("ada"));
        assertThat(ready.settled(true, false).ready()).isTrue();
        assertThat(ready.settled(false, true).ready()).isFalse();
        assertThat(ready.settled(false, true).waiting()).isTrue();
        assertThat(ready.minus("ada").settled(true, true).ready()).isFalse();
        assertThat(ready.minus("ada").settled(false, false).pointless()).isTrue();
    }

    @Test
    void awaited_key_without_owner_is_not_pointless() {
        assertThat(Owners.NONE.pointless()).isTrue();
        assertThat(Owners.NONE.awaited().pointless()).isFalse();
        assertThat(Owners.NONE.plus("ada").pointless()).isFalse();
    }

    @Test
    void it_is_stored_and_read_again() {
        for (Owners owners : List.of(full().plus("late").awaited().plus("late"), Owners.NONE.plus("ada"))) {
            assertThat(Json.read(Json.write(owners), Owners.class)).isEqualTo(owners);
        }
    }

    /** Each number is a profile that says the key is its own, or that takes back the first thing said that still stands. */
    @Property(tries = 2000)
    void only_owner_is_named_exactly_when_nobody_else_has_the_key(
            @ForAll @Size(max = 80) List<@IntRange(min = -19, max = 19) Integer> steps) {
        List<String> claims = new ArrayList<>();
        Owners owners = Owners.NONE;
        for (int step : steps) {
            if (step >= 0) {
                claims.add("p" + step);
                owners = owners.plus("p" + step);
            } else if (!claims.isEmpty()) {
                owners = owners.minus(claims.remove(-step % claims.size()));
            }
            Map<String, Integer> counts = new HashMap<>();
            claims.forEach(claim -> counts.merge(claim, 1, Integer::sum));
            int listed = owners.owners().stream().mapToInt(Owners.Owner::refs).sum();
            assertThat(listed + owners.others()).isEqualTo(claims.size());
            assertThat(owners.owners())
                    .hasSizeLessThanOrEqualTo(Owners.LISTED)
                    .allMatch(owner -> owner.refs() <= counts.get(owner.id()));
            assertThat(owners.unowned()).isEqualTo(claims.isEmpty());
            owners.only().ifPresent(only -> assertThat(counts.keySet()).containsExactly(only));
            if (owners.others() == 0) {
                assertThat(owners.only().isPresent()).isEqualTo(counts.size() == 1);
            }
        }
    }

    private static Owners full() {
        Owners owners = Owners.NONE;
        for (int i = 0; i < Owners.LISTED; i++) {
            owners = owners.plus("p" + i);
        }
        return owners;
    }
}
