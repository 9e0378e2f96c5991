package dev.customerprofiles.lifecycle;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Act;
import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Writers;

/** Removes the records of profiles when somebody asks for it. */
@ApplicationScoped
public class ProfileObjects {

    private final Writers writers;
    private final Decisions decisions;

    ProfileObjects(Writers writers, Decisions decisions) {
        this.writers = writers;
        this.decisions = decisions;
    }

    /**
     * Removes a record and takes back what it said of its customer.
     *
     * @param by     who asks, as the audit trail names them
     * @param record its opaque unique key
     * @return false where the profile has no such record
     */
    public Uni<Boolean> delete(Domain domain, String by, String profileId, String objectType, String record) {
        Act act = new Act(UUID.randomUUID().toString().replace("-", ""), by);
        return writers.submit(
                domain, (view, now) -> decisions.deleteObject(view, act, profileId, objectType, record, now));
    }
}
