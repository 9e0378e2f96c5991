package dev.customerprofiles.resolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Consolidation;
import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.ScoredMatch;
import dev.customerprofiles.core.events.ScoredRun;
import dev.customerprofiles.core.events.Scores;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Writers;
import dev.customerprofiles.store.Configurations;
import dev.customerprofiles.store.Customers;

/** The profiles that the last run of scored matching has found to be likely one person's, and the runs themselves. */
@ApplicationScoped
public class ScoredMatches {

    private static final int MOST_RUNS = 100;

    private final Writers writers;
    private final Scores scores;
    private final Configurations configurations;
    private final Customers customers;
    private final Likeness likeness;
    private final MatchingConfig config;

    ScoredMatches(
            Writers writers,
            Decisions decisions,
            Configurations configurations,
            Customers customers,
            Likeness likeness,
            MatchingConfig config) {
        this.writers = writers;
        this.scores = decisions.scores();
        this.configurations = configurations;
        this.customers = customers;
        this.likeness = likeness;
        this.config = config;
    }

    /** @param profileIds the profiles that they are now, at least two */
    public record Match(String id, List<String> profileIds, double confidence, ArrayNode reasons) {}

    /** @param at when they were found, epoch milliseconds; @param potential how many there were; @param nextId or null */
    public record Page(long at, long potential, List<Match> matches, String nextId) {

        static final Page NONE = new Page(0, 0, List.of(), null);
    }

    /** Begins a run, or tells of the one that is under way. */
    public Uni<ScoredRun> begin(Domain domain) {
        String jobId = freshId();
        return writers.submit(domain, (view, now) -> scores.begin(view, jobId, now));
    }

    /** The last runs, newest first. */
    public Uni<List<ScoredRun>> runs(Domain domain) {
        return configurations.list(domain, ScoredRun.PREFIX, null, MOST_RUNS).map(found -> found.stream()
                .map(document -> ScoredRun.read(document.body()))
                .toList());
    }

    /** What the last run has found, the most certain first; after {@code afterId} (null: from the start). */
    public Uni<Page> list(Domain domain, String afterId, int limit) {
        return shown(domain).chain(shown -> shown.map(run -> page(domain, run, afterId, limit))
                .orElseGet(() -> Uni.createFrom().item(Page.NONE)));
    }

    private Uni<Page> page(Domain domain, ObjectNode run, String afterId, int limit) {
        String after = afterId == null ? null : ScoredMatch.ref(afterId).id();
        return configurations
                .list(domain, ScoredMatch.prefix(run.path("jobId").asText()), after, limit + 1)
                .map(found -> found.stream()
                        .map(document -> ScoredMatch.read(document.body()))
                        .toList())
                .chain(found -> {
                    List<ScoredMatch> shown = found.stream().limit(limit).toList();
                    String next = found.size() > limit ? shown.get(limit - 1).id() : null;
                    return present(domain, shown)
                            .map(matches -> new Page(
                                    run.path("at").asLong(), run.path("matches").asLong(), matches, next));
                });
    }

    /** A match of the last run; empty where there is none any more. */
    public Uni<Optional<Match>> get(Domain domain, String id) {
        return configurations
                .get(domain, ScoredMatch.ref(id).id())
                .map(found -> found.map(document -> ScoredMatch.read(document.body())).stream()
                        .toList())
                .chain(found -> present(domain, found))
                .map(matches -> matches.stream().findFirst());
    }

    /** The match of the last run that a profile is in. */
    public Uni<Optional<Match>> of(Domain domain, Document profile) {
        return shown(domain)
                .chain(shown -> shown.map(run -> configurations.get(
                                domain,
                                ScoredMatch.refOfMember(
                                                run.path("jobId").asText(),
                                                profile.ref().id())
                                        .id()))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .chain(found -> found.map(member ->
                                get(domain, member.body().path("match").asText()))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** @param wouldMerge what would become one, as far as it is shown; @param merges how many profiles would become part of another */
    public record Trial(long matches, long profiles, long merges, List<Scores.Preview> wouldMerge) {}

    /**
     * Compares a sample of the profiles and tells what would be merged by themselves; nothing is.
     *
     * @param shown how many of the merged profiles are told
     */
    public Uni<Trial> trial(Domain domain, Consolidation consolidation, int shown) {
        return likeness.find(domain, freshId(), config.previewSample())
                .chain(found -> preview(domain, found.matches(), 0, consolidation, new ArrayList<>())
                        .map(previews -> new Trial(
                                found.matches().size(),
                                found.profiles(),
                                previews.stream()
                                        .mapToLong(preview -> preview.ids().size() - 1)
                                        .sum(),
                                previews.stream().limit(shown).toList())));
    }

    private Uni<List<Scores.Preview>> preview(
            Domain domain,
            List<ScoredMatch> matches,
            int at,
            Consolidation consolidation,
            List<Scores.Preview> before) {
        if (at == matches.size()) {
            return Uni.createFrom().item(before);
        }
        return writers.submit(domain, (view, now) -> scores.preview(view, matches.get(at), consolidation, now))
                .chain(previews -> {
                    before.addAll(previews);
                    return preview(domain, matches, at + 1, consolidation, before);
                });
    }

    private Uni<Optional<ObjectNode>> shown(Domain domain) {
        return configurations.get(domain, ScoredMatch.SHOWN.id()).map(found -> found.map(Document::body));
    }

    /** Those of the matches whose profiles are still at least two, and that nobody has said are not the same. */
    private Uni<List<Match>> present(Domain domain, List<ScoredMatch> matches) {
        List<String> ids = matches.stream()
                .flatMap(match -> match.ids().stream())
                .distinct()
                .toList();
        return customers.profiles(domain, ids).map(profiles -> matches.stream()
                .map(match -> new Match(match.id(), living(match, profiles), match.confidence(), match.reasons()))
                .filter(match -> match.profileIds().size() > 1)
                .toList());
    }

    private static List<String> living(ScoredMatch match, Map<String, Document> profiles) {
        Map<String, Fusion.Named> members = new LinkedHashMap<>();
        match.ids().stream()
                .map(profiles::get)
                .filter(profile -> profile != null)
                .forEach(profile -> members.put(
                        profile.ref().id(), new Fusion.Named(profile.ref().id(), Profile.read(profile.body()))));
        return Fusion.together(members.values());
    }

    private static String freshId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
