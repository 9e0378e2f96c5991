package dev.customerprofiles.doors.rest;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.ingest.Command;
import dev.customerprofiles.ingest.Writers;

/** Nothing happens at the door alone: whatever gets past it fails. */
@Alternative
@ApplicationScoped
public class FakeWriters implements Writers {

    @Override
    public <T> Uni<T> submit(Domain domain, Command<T> command) {
        return Uni.createFrom().failure(ApiError.notFound("There is nothing past the door."));
    }

    @Produces
    @Singleton
    Decisions decisions(Rules rules, Mappings mappings) {
        Duration day = Duration.ofDays(1);
        return new Decisions(rules, new Decisions.Retention(day, day, day), mappings);
    }
}
