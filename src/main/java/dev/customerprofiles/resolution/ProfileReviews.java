package dev.customerprofiles.resolution;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.ProfileReview;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.lifecycle.LifecycleSettings;
import dev.customerprofiles.lifecycle.Work;
import dev.customerprofiles.store.Customers;

/** Compares the profiles that are there by changed matching rules. */
@ApplicationScoped
class ProfileReviews implements Work {

    private final Customers customers;
    private final Decisions decisions;
    private final LifecycleSettings settings;

    ProfileReviews(Customers customers, Decisions decisions, LifecycleSettings settings) {
        this.customers = customers;
        this.decisions = decisions;
        this.settings = settings;
    }

    @Override
    public String name() {
        return ProfileReview.WORK;
    }

    @Override
    public Uni<Step> next(Domain domain, ObjectNode state) {
        ProfileReview review = ProfileReview.read(state);
        return customers.everybody(domain, review.after(), settings.stepSize()).map(found -> {
            List<Ref> refs = found.stream().map(Document::ref).toList();
            return (view, now) -> decisions.reviews().review(view, review, refs, now);
        });
    }
}
