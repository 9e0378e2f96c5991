package dev.customerprofiles.resolution;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.ScoredMatch;
import dev.customerprofiles.core.events.Scores;
import dev.customerprofiles.core.events.Scoring;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.lifecycle.LifecycleSettings;
import dev.customerprofiles.lifecycle.Work;
import dev.customerprofiles.store.Configurations;

/**
 * Runs scored matching. While this instance looks for matches, small steps keep the job its own; what was found is then stored and
 * merged in steps. An instance that takes over a run whose matches are not all stored looks for them anew, also where it has looked
 * before and lost the run meanwhile: others may have stored what they found.
 */
@ApplicationScoped
class ScoredWork implements Work {

    private final Likeness likeness;
    private final Configurations configurations;
    private final Scores scores;
    private final MatchingConfig config;
    private final LifecycleSettings settings;
    private final Map<String, Finding> underWay = new ConcurrentHashMap<>();

    ScoredWork(
            Likeness likeness,
            Configurations configurations,
            Decisions decisions,
            MatchingConfig config,
            LifecycleSettings settings) {
        this.likeness = likeness;
        this.configurations = configurations;
        this.scores = decisions.scores();
        this.config = config;
        this.settings = settings;
    }

    @Override
    public String name() {
        return Scoring.WORK;
    }

    @Override
    public Uni<Step> next(Domain domain, ObjectNode body) {
        Scoring state = Scoring.read(body);
        return switch (state.phase()) {
            case FIND -> find(domain, state);
            case STORE -> store(domain, state);
            case MERGE -> merge(domain, state);
            case CLEAR -> clear(domain, state);
        };
    }

    /** @param id opaque */
    private record Finding(String id, CompletableFuture<Likeness.Found> matches) {}

    private Finding finding(Domain domain, Scoring state) {
        return underWay.computeIfAbsent(
                state.jobId(),
                id -> new Finding(
                        UUID.randomUUID().toString(),
                        likeness.find(domain, id, config.mostProfiles()).subscribeAsCompletionStage()));
    }

    /** What this instance finds; it goes on looking when one asks no longer. */
    private Uni<Likeness.Found> found(Finding finding, Scoring state) {
        CompletableFuture<Likeness.Found> found = finding.matches();
        return Uni.createFrom().completionStage(() -> found.copy()).onFailure().invoke(failure -> {
            if (found.isCompletedExceptionally()) {
                underWay.remove(state.jobId(), finding);
            }
        });
    }

    private Uni<Step> find(Domain domain, Scoring state) {
        Duration third = settings.lease().dividedBy(3);
        Finding finding = finding(domain, state);
        return found(finding, state)
                .<Step>map(found -> found.complete()
                        ? (view, now) -> scores.found(
                                view,
                                state,
                                finding.id(),
                                found.profiles(),
                                found.matches().size(),
                                now)
                        : (view, now) -> scores.fail(
                                view, state, "There are more than " + config.mostProfiles() + " profiles.", now))
                .ifNoItem()
                .after(third)
                .fail()
                .onFailure(TimeoutException.class)
                .recoverWithItem((view, now) -> scores.looking(view, state, now));
    }

    private Uni<Step> store(Domain domain, Scoring state) {
        Finding finding = underWay.get(state.jobId());
        if (finding == null || !finding.id().equals(state.finding())) {
            underWay.remove(state.jobId());
            return first(domain, state.made()).map(kept -> (view, now) -> scores.discard(view, state, kept, now));
        }
        return found(finding, state).map(found -> {
            List<ScoredMatch> next = found.matches().stream()
                    .skip(state.done())
                    .limit(settings.stepSize())
                    .toList();
            if (next.isEmpty()) {
                underWay.remove(state.jobId(), finding);
            }
            return (view, now) -> scores.store(view, state, next, now);
        });
    }

    private Uni<Step> merge(Domain domain, Scoring state) {
        return configurations
                .list(domain, ScoredMatch.prefix(state.jobId()), state.after(), settings.stepSize())
                .map(found -> {
                    List<ScoredMatch> next = found.stream()
                            .map(document -> ScoredMatch.read(document.body()))
                            .toList();
                    return (view, now) -> scores.merge(view, state, next, now);
                });
    }

    private Uni<Step> clear(Domain domain, Scoring state) {
        return first(domain, state.leftBehind()).map(left -> (view, now) -> scores.clear(view, state, left, now));
    }

    /** Some documents of the first of these prefixes that has any. */
    private Uni<List<Ref>> first(Domain domain, List<String> prefixes) {
        if (prefixes.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return configurations
                .list(domain, prefixes.get(0), null, settings.stepSize())
                .chain(found -> found.isEmpty()
                        ? first(domain, prefixes.subList(1, prefixes.size()))
                        : Uni.createFrom()
                                .item(found.stream().map(Document::ref).toList()));
    }
}
