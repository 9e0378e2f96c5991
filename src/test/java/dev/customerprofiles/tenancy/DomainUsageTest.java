package dev.customerprofiles.tenancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.DomainData;

import static org.assertj.core.api.Assertions.assertThat;

class DomainUsageTest {

    private static final Domain DEMO = new Domain("demo", "g1");

    private final List<UniEmitter<? super DomainData.Usage>> running = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final DomainUsage usage = new DomainUsage(new Data(), impatient(), new Ticking());

    @Test
    void slow_measurement_is_not_waited_for_and_shows_when_it_has_ended() {
        assertThat(ask(DEMO)).isEmpty();
        assertThat(ask(DEMO)).isEmpty();
        assertThat(running).hasSize(1);

        now = now.plusSeconds(5);
        end(0, 7);

        assertThat(ask(DEMO)).contains(new DomainData.Usage(0, 7));
        assertThat(running).hasSize(1);
    }

    @Test
    void measurement_is_good_for_a_hundred_times_what_it_took() {
        ask(DEMO);
        now = now.plusSeconds(2);
        end(0, 7);

        now = now.plusSeconds(199);
        assertThat(ask(DEMO)).contains(new DomainData.Usage(0, 7));
        assertThat(running).hasSize(1);

        now = now.plusSeconds(1);
        assertThat(ask(DEMO)).contains(new DomainData.Usage(0, 7));
        assertThat(running).hasSize(2);
        end(1, 8);
        assertThat(ask(DEMO)).contains(new DomainData.Usage(0, 8));
    }

    @Test
    void failed_measurement_is_made_again() {
        ask(DEMO);
        running.get(0).fail(new IllegalStateException());

        assertThat(ask(DEMO)).isEmpty();
        assertThat(running).hasSize(2);
    }

    @Test
    void name_that_is_used_again_begins_anew() {
        ask(DEMO);
        now = now.plusSeconds(2);
        end(0, 7);

        assertThat(ask(new Domain("demo", "g2"))).isEmpty();
        assertThat(running).hasSize(2);
    }

    private Optional<DomainData.Usage> ask(Domain domain) {
        return usage.of(domain).await().atMost(Duration.ofSeconds(10));
    }

    private void end(int measurement, long bytes) {
        running.get(measurement).complete(new DomainData.Usage(0, bytes));
    }

    private final class Data implements DomainData {

        @Override
        public Uni<Void> removeAll(String generation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Usage> usage(String generation) {
            return Uni.createFrom().emitter(running::add);
        }
    }

    /** The defaults, but for the patience. */
    private static TenancySettings impatient() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(TenancySettings.class)
                .withDefaultValue("customer-profiles.tenancy.usage-patience", "1ms")
                .build()
                .getConfigMapping(TenancySettings.class);
    }

    private final class Ticking extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
