package dev.customerprofiles.simulation;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of runs of {@link Scenario}; {@code -Dsimulation.first=..} and {@code -Dsimulation.seeds=..} choose others. */
@ExtendWith(OnlyTheProtocol.class)
class SimulationTest {

    private static final long FIRST = Long.getLong("simulation.first", 0);
    private static final long SEEDS = Long.getLong("simulation.seeds", 10_000);

    @Test
    void several_writers_with_crashes_end_where_one_writer_would() {
        List<String> failures = LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(SimulationTest::failureOf)
                .filter(failure -> !failure.isEmpty())
                .limit(5)
                .toList();
        assertThat(failures).isEmpty();
    }

    private static String failureOf(long seed) {
        try {
            new Scenario(seed).run();
            return "";
        } catch (Throwable failure) {
            return "seed " + seed + ": " + failure;
        }
    }
}
