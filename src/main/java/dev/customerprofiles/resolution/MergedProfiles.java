package dev.customerprofiles.resolution;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Act;
import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Merge;
import dev.customerprofiles.core.events.MergeOutcome;
import dev.customerprofiles.core.events.Unmerge;
import dev.customerprofiles.core.events.UnmergeOutcome;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Writers;

/** Makes profiles one by hand, and takes that back; each answer comes when the result can be read. */
@ApplicationScoped
public class MergedProfiles {

    private final Writers writers;
    private final Decisions decisions;

    MergedProfiles(Writers writers, Decisions decisions) {
        this.writers = writers;
        this.decisions = decisions;
    }

    /**
     * Makes the others part of the main profile.
     *
     * @param by           who asks for it, as the audit trail names them
     * @param fieldSources whose value counts, by field
     */
    public Uni<MergeOutcome> merge(
            Domain domain, String by, String main, List<String> others, Map<String, String> fieldSources) {
        Merge merge = new Merge(act(by), main, others, fieldSources);
        return writers.submit(domain, (view, now) -> decisions.merge(view, merge, now));
    }

    /** Makes a merged profile one of its own again; no rule merges the two after that. */
    public Uni<UnmergeOutcome> unmerge(Domain domain, String by, String profileId, String mergedProfileId) {
        Unmerge unmerge = new Unmerge(act(by), profileId, mergedProfileId);
        return writers.submit(domain, (view, now) -> decisions.unmerge(view, unmerge, now));
    }

    private static Act act(String by) {
        return new Act(UUID.randomUUID().toString().replace("-", ""), by);
    }
}
