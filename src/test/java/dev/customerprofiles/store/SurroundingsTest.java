package dev.customerprofiles.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SurroundingsTest {

    @Test
    void an_outage_of_many_attempts_ends_with_the_answer() {
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger repeated = new AtomicInteger();
        Surroundings.Observer observer = new Surroundings.Observer() {
            @Override
            public void repeated(Throwable failure) {
                repeated.incrementAndGet();
            }
        };
        Surroundings world = new Surroundings(
                Instant::now,
                pause -> Uni.createFrom().voidItem().emitOn(Infrastructure.getDefaultWorkerPool()),
                () -> "nonce",
                commit -> Uni.createFrom().voidItem(),
                observer);

        Integer answer = world.insist(() -> attempts.incrementAndGet() <= 20_000
                        ? Uni.createFrom().<Integer>failure(new IllegalStateException("away"))
                        : Uni.createFrom().item(attempts.get()))
                .await()
                .atMost(Duration.ofSeconds(30));

        assertThat(answer).isEqualTo(20_001);
        assertThat(repeated).hasValue(20_000);
    }
}
