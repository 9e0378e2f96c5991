package dev.customerprofiles.ingest;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.state.Domain;

/** Tries rejected and parked events again, when what was wrong has been mended. */
public interface Redrive {

    /** Tries one again; empty where there is none of this id. */
    Uni<Optional<Outcome>> one(Domain domain, String id, TypeNames typeNames);

    /** Tries up to {@code limit} of one reason again, the newest first; each is tried once, however it ends. */
    Uni<Redriven> all(Domain domain, Reason reason, String token, int limit, TypeNames typeNames);

    /** What the integration of a source makes of event types. */
    interface TypeNames extends Function<String, Uni<Map<String, String>>> {}

    /**
     * @param redriven  how many were applied
     * @param rejected  how many are rejected or parked as before
     * @param nextToken where to go on, or null at the end
     */
    record Redriven(int redriven, int rejected, String nextToken) {}
}
