package dev.customerprofiles.objecttypes;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Prepared;
import dev.customerprofiles.core.events.Preview;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Writers;
import dev.customerprofiles.tenancy.TypeDirectory;

/** Says what a record would do, by the decision that it would be taken in with; nothing is stored. */
@ApplicationScoped
public class Previews {

    private final Writers writers;
    private final Decisions decisions;
    private final TypeDirectory types;

    Previews(Writers writers, Decisions decisions, TypeDirectory types) {
        this.writers = writers;
        this.decisions = decisions;
        this.types = types;
    }

    public Uni<Preview> of(Domain domain, SourceEvent event) {
        return types.find(domain, event.type())
                .map(likely -> Prepared.of(event, likely, 0, false))
                .chain(prepared -> writers.submit(domain, (view, now) -> decisions.preview(view, prepared, now)));
    }
}
