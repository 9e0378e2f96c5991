package dev.customerprofiles.core.events;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.state.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that are deleted, evicted and expire. */
class ObjectsComeAndGoTest {

    private static final int LIMIT = 3;

    @Test
    void a_deleted_record_takes_back_what_it_said_and_what_another_said_shows_again() {
        TestDomain domain = new TestDomain();
        Outcome person = domain.receives(Told.person("p1").with("first", "Ada").at(1));
        Outcome lead = domain.receives(
                Told.lead("l1").of("p1").with("first", "Augusta").at(2));
        assertThat(firstName(domain)).isEqualTo("Augusta");

        assertThat(domain.deletesObject(person.profileId(), "lead", lead.uniqueKey()))
                .isTrue();

        assertThat(firstName(domain)).isEqualTo("Ada");
        assertThat(domain.owners("leadId", "l1").unowned()).isTrue();
        Recomputed.assertFollowsFromItsRecords(domain, 2);
    }

    @Test
    void a_record_of_somebody_else_is_not_deleted() {
        TestDomain domain = new TestDomain();
        Outcome one = domain.receives(Told.person("p1"));
        Outcome other = domain.receives(Told.person("p2"));

        assertThat(domain.deletesObject(one.profileId(), "person", other.uniqueKey()))
                .isFalse();
        assertThat(domain.deletesObject(one.profileId(), "person", "nothing")).isFalse();

        assertThat(domain.bodies(Kind.OBJECT)).hasSize(2);
    }

    @Property(tries = 200)
    void the_newest_records_of_a_type_are_kept_whatever_order_they_come_in(
            @ForAll @UniqueElements @Size(min = 1, max = 8) List<@IntRange(min = 2, max = 100) Integer> times) {
        TestDomain domain = new TestDomain(2, 100_000, LIMIT);
        domain.receives(Told.person("p1").at(1_000));

        times.forEach(time -> domain.receives(Told.ticket("t" + time).of("p1").at(time)));

        List<Long> newest = times.stream()
                .sorted(Comparator.reverseOrder())
                .limit(LIMIT - 1)
                .map(Integer::longValue)
                .toList();
        assertThat(tickets(domain)).containsExactlyInAnyOrderElementsOf(newest);
        Recomputed.assertFollowsFromItsRecords(domain, 2);
    }

    @Test
    void a_record_that_is_too_old_to_be_kept_is_stale() {
        TestDomain domain = new TestDomain(2, 100_000, LIMIT);
        domain.receives(Told.person("p1").at(1_000));
        domain.receives(Told.ticket("t1").of("p1").at(10));
        domain.receives(Told.ticket("t2").of("p1").at(20));

        assertThat(domain.receives(Told.ticket("t0").of("p1").at(5)).status()).isEqualTo(Outcome.Status.STALE);
    }

    @Test
    void the_type_that_is_furthest_over_its_own_limit_gives_way_first() {
        TestDomain domain = new TestDomain(2, 100_000, LIMIT);
        domain.define(
                "ticket",
                TestTypes.TICKET.replace("{\"Description\"", "{\"MaxProfileObjectCount\": 1, \"Description\""));
        domain.receives(Told.person("p1").at(1_000));
        domain.receives(Told.ticket("t1").of("p1").at(10));
        domain.receives(Told.ticket("t2").of("p1").at(20));

        domain.receives(Told.lead("l1").of("p1").at(5));

        assertThat(tickets(domain)).containsExactly(20L);
        assertThat(domain.bodies(Kind.OBJECT)).hasSize(LIMIT);
    }

    @Test
    void records_that_are_too_long_together_give_way() {
        TestDomain domain = new TestDomain();
        domain.receives(Told.person("p1").at(1_000));
        String half = "x".repeat(TestDomain.OBJECT_CHARACTERS / 2);
        domain.receives(Told.ticket("t1").of("p1").with("title", half).at(10));

        domain.receives(Told.ticket("t2").of("p1").with("title", half).at(20));

        assertThat(tickets(domain)).containsExactly(20L);
        Recomputed.assertFollowsFromItsRecords(domain, 2);
    }

    @Test
    void a_record_expires_as_long_after_it_came_as_its_type_says() {
        TestDomain domain = new TestDomain();
        domain.define(
                "ticket", TestTypes.TICKET.replace("{\"Description\"", "{\"ExpirationDays\": 7, \"Description\""));
        domain.receives(Told.person("p1"));
        domain.receives(Told.ticket("t1").of("p1"));

        domain.waits(Duration.ofDays(6));
        assertThat(domain.expires()).isZero();
        domain.waits(Duration.ofDays(2));
        assertThat(domain.expires()).isEqualTo(1);

        assertThat(tickets(domain)).isEmpty();
        Recomputed.assertFollowsFromItsRecords(domain, 2);
    }

    @Test
    void a_customer_of_whom_nothing_is_left_expires_with_the_last_record() {
        TestDomain domain = new TestDomain();
        domain.receives(Told.person("p1").with("first", "Ada"));

        domain.waits(Duration.ofDays(367));
        assertThat(domain.expires()).isEqualTo(1);

        assertThat(domain.bodies(Kind.PROFILE)).isEmpty();
        assertThat(domain.owners("personId", "p1").unowned()).isTrue();
    }

    @Test
    void a_newer_version_of_a_record_is_kept_longer_and_an_older_one_is_not() {
        TestDomain domain = new TestDomain();
        domain.receives(Told.person("p1").with("first", "Ada").at(10));
        domain.waits(Duration.ofDays(300));
        domain.receives(Told.person("p1").with("last", "Byron").at(5));
        domain.waits(Duration.ofDays(67));

        assertThat(domain.expires()).isEqualTo(1);

        domain.receives(Told.person("p2").with("first", "Ada").at(10));
        domain.waits(Duration.ofDays(300));
        domain.receives(Told.person("p2").with("first", "Augusta").at(20));
        domain.waits(Duration.ofDays(67));
        assertThat(domain.expires()).isZero();
    }

    private static String firstName(TestDomain domain) {
        return domain.person("p1").profile().path("FirstName").asText();
    }

    private static List<Long> tickets(TestDomain domain) {
        return domain.bodies(Kind.OBJECT).values().stream()
                .map(SourceObject::fromJson)
                .filter(object -> object.type().equals("ticket"))
                .map(SourceObject::at)
                .toList();
    }
}
