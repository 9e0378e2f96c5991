package dev.customerprofiles.sdk;

import java.time.Instant;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Job;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.ingest.Command;
import dev.customerprofiles.ingest.Writers;
import dev.customerprofiles.tenancy.DomainDirectory;

/** A scenario in which a job is begun by an instance that dies. */
abstract class JobScenario extends SdkScenario {

    @Inject
    Writers writers;

    @Inject
    DomainDirectory domains;

    @Inject
    Decisions decisions;

    /** Does what another instance does. */
    void here(Command<Boolean> command) {
        Domain here = domains.find(domain).await().indefinitely().orElseThrow();
        writers.submit(here, command).await().indefinitely();
    }

    /** Leaves a job in this state, as somebody who had it a moment ago. */
    static boolean dies(View view, Ref job, ObjectNode state, Instant now) {
        Job begun = Job.read(view.get(job).orElseThrow());
        view.put(
                job,
                Json.write(begun.with(state)
                        .heldBy("one that died", now.plusSeconds(1).toEpochMilli())));
        return true;
    }
}
