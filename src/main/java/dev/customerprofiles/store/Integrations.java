package dev.customerprofiles.store;

import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;

/** The integrations of all domains. */
public interface Integrations {

    /**
     * Adds it, or puts it in the place of the one with its Uri, whose creation time and tags stay.
     *
     * @return what is there now
     */
    Uni<Integration> put(Integration integration);

    /** Gives it the tags of {@code after}; false where {@code before} is not what is there any more. */
    Uni<Boolean> replaceTags(Integration before, Integration after);

    Uni<Optional<Integration>> get(Domain domain, String uri);

    /** Those with this Uri in any domain, also in domains that are deleted. */
    Uni<List<Integration>> byUri(String uri);

    /** Ascending by Uri, after {@code afterUri} (null: from the start). */
    Uni<List<Integration>> list(Domain domain, String afterUri, int limit);

    Uni<Long> count(Domain domain);

    /** @return false where there was none */
    Uni<Boolean> remove(Domain domain, String uri);

    /** Removes all of a domain. */
    Uni<Void> removeAll(Domain domain);
}
