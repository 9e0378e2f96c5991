package dev.customerprofiles.doors.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Command;
import dev.customerprofiles.ingest.Writers;

/** Writes nothing: what changes data is tested with the whole service. */
@Alternative
@ApplicationScoped
class FakeWriters implements Writers {

    @Override
    public <T> Uni<T> submit(Domain domain, Command<T> command) {
        return Uni.createFrom().failure(new UnsupportedOperationException("nothing is written here"));
    }
}
