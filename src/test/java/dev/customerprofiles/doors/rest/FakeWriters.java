package dev.customerprofiles.doors.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.ingest.Command;
import dev.customerprofiles.ingest.Writers;

/** Past the door is a domain without anything in it, and nothing that is decided there stays. */
@Alternative
@ApplicationScoped
public class FakeWriters implements Writers {

    @Override
    public <T> Uni<T> submit(Domain domain, Command<T> command) {
        return Uni.createFrom().item(() -> decide(command, new Draft()));
    }

    private static <T> T decide(Command<T> command, Draft draft) {
        while (true) {
            try {
                return command.decide(draft.view(), Instant.EPOCH);
            } catch (View.NotRead lacking) {
                draft.learn(draft.asked(), Map.of());
                draft.askedRanges().keySet().forEach(range -> draft.learn(range, new Range.Slice(List.of(), true)));
            }
        }
    }

    @Produces
    @Singleton
    Decisions decisions(Rules rules, Mappings mappings) {
        Duration day = Duration.ofDays(1);
        return new Decisions(rules, new Decisions.Retention(day, day, day), mappings);
    }
}
