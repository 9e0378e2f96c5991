package dev.customerprofiles.store;

import java.util.List;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;

/** All documents of one type, for works that come by every one of them; never sees removed documents. */
public interface TypedDocuments {

    /**
     * Ascending by id, after {@code afterId} (null: from the start).
     *
     * @param type of objects the name that they are stored under, of events the name that they came with
     */
    Uni<List<Document>> list(Domain domain, Kind kind, String type, String afterId, int limit);

    /** How many there are. */
    Uni<Long> count(Domain domain, Kind kind, String type);
}
