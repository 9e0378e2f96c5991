package dev.customerprofiles.store;

import java.util.List;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;

/** The documents of one type, whoever they are about; never sees removed documents. */
public interface TypedDocuments {

    /**
     * Ascending by id, after {@code afterId} (null: from the start).
     *
     * @param type of objects the name that they are stored under, of events the name that they came with
     */
    Uni<List<Document>> list(Domain domain, Kind kind, String type, String afterId, int limit);

    /**
     * The objects of a type whose records are the newest, newest first.
     *
     * @param most       how many at most
     * @param characters about how long they may be together; the first is always among them
     */
    Uni<List<Document>> newest(Domain domain, String type, int most, long characters);

    /** How many there are. */
    Uni<Long> count(Domain domain, Kind kind, String type);
}
