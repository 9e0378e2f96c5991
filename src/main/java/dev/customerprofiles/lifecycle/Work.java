package dev.customerprofiles.lifecycle;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.View;

/** What a kind of job does. */
public interface Work {

    /** What its jobs have as their work. */
    String name();

    /** Finds the next step. It may be dated when it is decided, so that the step has to look at everything itself. */
    Uni<Step> next(Domain domain, ObjectNode state);

    /** A step: small enough for one commit, and decided as any other command. */
    interface Step {

        /** @return the state of the job after it; empty when that was the last one */
        Optional<ObjectNode> decide(View view, Instant now);
    }
}
