package dev.customerprofiles.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;

/** The identities of a domain, and what several profiles have in common by its matching rules. */
public interface CommonEvidence {

    /** What several have in common; ascending by id, after {@code afterId} (null: from the start). */
    Uni<List<Document>> shared(Domain domain, String afterId, int limit);

    /** Those of the identities that somebody has, by their ids ({@code Ref.id}). */
    Uni<Map<String, Document>> identities(Domain domain, Collection<String> ids);
}
