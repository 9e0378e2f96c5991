package dev.customerprofiles.doors.rest;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Redrive;

/** There are two events: r1, which is rejected again, and one that is applied. */
@Alternative
@ApplicationScoped
public class FakeRedrive implements Redrive {

    @Override
    public Uni<Optional<Outcome>> one(Domain domain, String id, TypeNames typeNames) {
        return Uni.createFrom()
                .item(id.equals("r1") ? Optional.of(Outcome.rejected(Reason.NO_UNIQUE_KEY, null)) : Optional.empty());
    }

    @Override
    public Uni<Redriven> all(Domain domain, Reason reason, String token, int limit, TypeNames typeNames) {
        return Uni.createFrom().item(new Redriven(1, 1, "next"));
    }
}
