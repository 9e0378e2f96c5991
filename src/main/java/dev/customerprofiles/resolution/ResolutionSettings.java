package dev.customerprofiles.resolution;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Job;
import dev.customerprofiles.core.events.ProfileReview;
import dev.customerprofiles.core.events.Resolution;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Writers;
import dev.customerprofiles.store.Configurations;

/** How domains tell that profiles are one person's; may be changed at any time. */
@ApplicationScoped
public class ResolutionSettings {

    private final Writers writers;
    private final Configurations configurations;
    private final Decisions decisions;

    ResolutionSettings(Writers writers, Configurations configurations, Decisions decisions) {
        this.writers = writers;
        this.configurations = configurations;
        this.decisions = decisions;
    }

    /** How far profiles that were there before a change of the rules are compared by them. */
    public enum Review {
        PENDING,
        IN_PROGRESS,
        ACTIVE
    }

    public Uni<Resolution> of(Domain domain) {
        return configurations.get(domain, Resolution.REF.id()).map(Resolution::read);
    }

    /** Sets some members; completes when decisions go by them. */
    public Uni<Resolution> change(Domain domain, ObjectNode changes) {
        return writers.submit(domain, (view, now) -> decisions.reviews().resolveBy(view, changes, now));
    }

    public Uni<Review> review(Domain domain) {
        return configurations
                .get(domain, Job.ref(ProfileReview.WORK, Decisions.ALL_PROFILES).id())
                .map(found -> found.map(Document::body)
                        .map(Job::read)
                        .map(job -> job.holder() == null ? Review.PENDING : Review.IN_PROGRESS)
                        .orElse(Review.ACTIVE));
    }
}
