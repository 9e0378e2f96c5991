package dev.customerprofiles.resolution;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Resolution;
import dev.customerprofiles.core.events.ScoredRun;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Chore;

/** Begins the runs of scored matching that are due: one a week, and the first at once. */
@ApplicationScoped
class MatchingSchedule implements Chore {

    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final ResolutionSettings settings;
    private final ScoredMatches matches;
    private final Clock clock;
    private final Map<Domain, Instant> next = new ConcurrentHashMap<>();

    MatchingSchedule(ResolutionSettings settings, ScoredMatches matches, Clock clock) {
        this.settings = settings;
        this.matches = matches;
        this.clock = clock;
    }

    @Override
    public Uni<Void> round(Domain domain) {
        Instant now = clock.instant();
        if (next.getOrDefault(domain, Instant.MIN).isAfter(now)) {
            return Uni.createFrom().voidItem();
        }
        next.put(domain, now.plus(BETWEEN));
        next.values().removeIf(time -> time.isBefore(now.minus(BETWEEN)));
        return settings.of(domain)
                .map(resolution -> resolution.settings().path(Resolution.SCORES))
                .chain(matching -> matching.path("Enabled").asBoolean()
                        ? beginIfDue(domain, matching, now)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> beginIfDue(Domain domain, JsonNode matching, Instant now) {
        return matches.runs(domain)
                .chain(runs -> isDue(runs, matching.path("JobSchedule"), now)
                        ? matches.begin(domain).replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    private static boolean isDue(List<ScoredRun> runs, JsonNode schedule, Instant now) {
        return runs.isEmpty() || Instant.ofEpochMilli(runs.get(0).startedAt()).isBefore(lastTime(schedule, now));
    }

    /** The last time that a schedule names; by default Saturday, 00:00 UTC. */
    static Instant lastTime(JsonNode schedule, Instant now) {
        DayOfWeek day = DayOfWeek.valueOf(schedule.path("DayOfTheWeek").asText("SATURDAY"));
        String[] time = schedule.path("Time").asText("00:00").split(":");
        LocalTime at = LocalTime.of(Integer.parseInt(time[0]), Integer.parseInt(time[1]));
        ZonedDateTime today = now.atZone(ZoneOffset.UTC);
        ZonedDateTime last = today.with(TemporalAdjusters.previousOrSame(day)).with(at);
        return (last.isAfter(today) ? last.minusWeeks(1) : last).toInstant();
    }
}
