package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** How a domain tells which profiles are one person's, and what follows for those that are there when that changes. */
public final class Reviews {

    private final Rules rules;
    private final Mappings mappings;
    private final BiFunction<View, Instant, RuleMatching> matching;

    Reviews(Rules rules, Mappings mappings, BiFunction<View, Instant, RuleMatching> matching) {
        this.rules = rules;
        this.mappings = mappings;
        this.matching = matching;
    }

    /**
     * Changes how the domain tells which profiles are one person's; those that are there are compared anew by and by.
     *
     * @param changes members of the settings; null removes one
     */
    public Resolution resolveBy(View view, ObjectNode changes, Instant now) {
        Resolution before = Resolution.of(view);
        Resolution after = before.with(changes);
        if (!after.equals(before)) {
            view.put(Resolution.REF, after.settings());
        }
        if (!after.rules().equals(before.rules())) {
            view.put(
                    Job.ref(ProfileReview.WORK, Decisions.ALL_PROFILES),
                    Json.write(Job.open(ProfileReview.WORK, ProfileReview.BEGIN.toJson())));
        }
        return after;
    }

    /**
     * Compares some profiles by the rules that the domain has now.
     *
     * @param found the next ones, ascending by id; empty where there are no more
     * @return where to go on; empty when all is done
     */
    public Optional<ObjectNode> review(View view, ProfileReview review, List<Ref> found, Instant now) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        view.expect(found);
        for (Ref ref : found) {
            view.get(ref)
                    .filter(body -> Profile.redirect(body).isEmpty())
                    .ifPresent(body -> review(view, ref.id(), Profile.read(body), now));
        }
        return Optional.of(
                new ProfileReview(found.get(found.size() - 1).id(), review.reviewed() + found.size()).toJson());
    }

    private void review(View view, String profileId, Profile before, Instant now) {
        Types types = new Types(view, mappings);
        types.expect(before.sourceTypes());
        Profile after = before.reviewed(Resolution.deriving(view, rules, types));
        if (!after.equals(before)) {
            new Identities(view, now).change(Identities.claims(profileId, before), Identities.claims(profileId, after));
            view.put(Profile.ref(profileId), Json.write(after));
        }
        matching.apply(view, now).afterReview(profileId);
    }
}
