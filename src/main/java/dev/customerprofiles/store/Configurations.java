package dev.customerprofiles.store;

import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;

/** Reads of what domains have decided, for the doors; they never wait for writers and never see removed documents. */
public interface Configurations {

    Uni<Optional<Document>> get(Domain domain, String id);

    /** Those whose ids begin with {@code prefix}, ascending by id, after {@code afterId} (null: from the start). */
    Uni<List<Document>> list(Domain domain, String prefix, String afterId, int limit);
}
