package dev.customerprofiles.doors.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.ProfileKeys;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.rest.dialect.Seconds;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.resolution.RuleMatches;
import dev.customerprofiles.resolution.ScoredMatches;
import dev.customerprofiles.store.Customers;

/** The profiles that may be one person's, and why. */
@Path("/domains/{DomainName}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.ADMIN})
@Tag(name = "Identity resolution")
public class MatchResource {

    private static final String MATCH_ID = "_matchId";
    private static final int MOST_WITH_A_KEY = 16;
    private static final String BY_RULES = "RULE_BASED_MATCHING";

    private final RuleMatches rules;
    private final ScoredMatches scores;
    private final Customers customers;
    private final SearchKeys keys;
    private final DomainGate gate;

    MatchResource(RuleMatches rules, ScoredMatches scores, Customers customers, SearchKeys keys, DomainGate gate) {
        this.rules = rules;
        this.scores = scores;
        this.customers = customers;
        this.keys = keys;
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Wanted(String matchType, String searchKey, String searchValue) implements RequestBody {

        private boolean byRules() {
            return BY_RULES.equals(matchType);
        }
    }

    /** What the last run of scored matching has found, the most certain first. */
    @GET
    @Path("/matches")
    public Uni<JsonNode> getMatches(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        String after = Paging.after(token);
        return gate.open(name).chain(domain -> scores.list(domain, after, size)).map(MatchResource::page);
    }

    /** The match that a profile is in, found by any of its keys, its id, or the match's. */
    @POST
    @Path("/matches")
    public Uni<JsonNode> getSimilarProfiles(@PathParam("DomainName") String name, Wanted body) {
        return gate.open(name).chain(domain -> body.byRules() ? byRules(domain, body) : byScores(domain, body));
    }

    @GET
    @Path("/profiles/ruleBasedMatches")
    public Uni<JsonNode> listRuleBasedMatches(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        String after = Paging.after(token);
        return gate.open(name).chain(domain -> rules.list(domain, after, size)).map(page -> {
            ObjectNode view = JsonNodeFactory.instance.objectNode();
            ArrayNode ids = view.putArray("MatchIds");
            page.matches().forEach(match -> ids.add(match.id()));
            return next(view, page.nextId());
        });
    }

    /** Why two profiles are one person's, or would be, or are kept apart. */
    @GET
    @Path("/profiles/{ProfileId}/matches/{OtherProfileId}")
    public Uni<JsonNode> explainMatch(
            @PathParam("DomainName") String name,
            @PathParam("ProfileId") String profileId,
            @PathParam("OtherProfileId") String otherId) {
        return gate.open(name).chain(domain -> customers
                .profiles(domain, List.of(profileId, otherId))
                .chain(found -> {
                    if (!found.containsKey(profileId) || !found.containsKey(otherId)) {
                        throw ProfileResource.notFound();
                    }
                    return explain(domain, found.get(profileId), found.get(otherId));
                }));
    }

    private Uni<JsonNode> explain(Domain domain, Document one, Document other) {
        return Uni.combine()
                .all()
                .unis(rules.why(domain, one, other), scores.of(domain, one))
                .with((reasons, match) -> {
                    ObjectNode view = JsonNodeFactory.instance.objectNode();
                    view.put("Merged", one.ref().equals(other.ref()));
                    view.put("KeptApart", Fusion.apart(named(one), named(other)));
                    ArrayNode levels = view.putArray("Rules");
                    reasons.forEach(reason -> {
                        ObjectNode level = levels.addObject().put("RuleLevel", reason.level());
                        reason.attributes().forEach(level.putArray("Attributes")::add);
                        level.put("SharedByTooMany", reason.common());
                    });
                    match.filter(found ->
                                    found.profileIds().contains(other.ref().id()))
                            .ifPresent(found -> view.put("MatchId", found.id())
                                    .put("ConfidenceScore", found.confidence())
                                    .set("Reasons", found.reasons()));
                    return view;
                });
    }

    private static Fusion.Named named(Document profile) {
        return new Fusion.Named(profile.ref().id(), Profile.read(profile.body()));
    }

    private Uni<JsonNode> byRules(Domain domain, Wanted body) {
        Uni<Optional<RuleMatches.Match>> match = body.searchKey().equals(MATCH_ID)
                ? rules.get(domain, body.searchValue())
                : profiles(domain, body).chain(found -> first(found, profile -> rules.of(domain, profile)));
        return match.map(found -> {
            ObjectNode view = similar(body, found.map(RuleMatches.Match::profileIds), found.map(RuleMatches.Match::id));
            found.ifPresent(known -> view.put("RuleLevel", known.level()));
            return view;
        });
    }

    private Uni<JsonNode> byScores(Domain domain, Wanted body) {
        Uni<Optional<ScoredMatches.Match>> match = body.searchKey().equals(MATCH_ID)
                ? scores.get(domain, body.searchValue())
                : profiles(domain, body).chain(found -> first(found, profile -> scores.of(domain, profile)));
        return match.map(found -> {
            ObjectNode view =
                    similar(body, found.map(ScoredMatches.Match::profileIds), found.map(ScoredMatches.Match::id));
            found.ifPresent(
                    known -> view.put("ConfidenceScore", known.confidence()).set("Reasons", known.reasons()));
            return view;
        });
    }

    private static ObjectNode similar(Wanted body, Optional<List<String>> profileIds, Optional<String> matchId) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = view.putArray("ProfileIds");
        profileIds.ifPresent(known -> known.forEach(ids::add));
        matchId.ifPresent(id -> view.put("MatchId", id));
        return view.put("MatchType", body.matchType());
    }

    private static <T> Uni<Optional<T>> first(List<Document> profiles, Function<Document, Uni<Optional<T>>> match) {
        return profiles.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : match.apply(profiles.get(0))
                        .chain(found -> found.isPresent()
                                ? Uni.createFrom().item(found)
                                : first(profiles.subList(1, profiles.size()), match));
    }

    /** The profiles that have the key. */
    private Uni<List<Document>> profiles(Domain domain, Wanted body) {
        if (body.searchKey().equals(ProfileKeys.PROFILE_ID)) {
            return customers.profile(domain, body.searchValue()).map(found -> found.stream()
                    .toList());
        }
        return keys.in(domain).chain(known -> known.key(body.searchKey(), body.searchValue())
                .map(key -> customers
                        .search(domain, List.of(key), null, MOST_WITH_A_KEY)
                        .chain(found -> customers.profiles(
                                domain,
                                found.stream().map(Customers.Found::profileId).toList()))
                        .map(found -> List.copyOf(found.values())))
                .orElseGet(() -> Uni.createFrom().item(List.of())));
    }

    private static ObjectNode page(ScoredMatches.Page page) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        if (page.at() > 0) {
            view.put("MatchGenerationDate", Seconds.ofMillis(page.at()));
        }
        view.put("PotentialMatches", page.potential());
        ArrayNode items = view.putArray("Matches");
        page.matches().forEach(match -> {
            ObjectNode item = items.addObject().put("MatchId", match.id());
            match.profileIds().forEach(item.putArray("ProfileIds")::add);
            item.put("ConfidenceScore", match.confidence()).set("Reasons", match.reasons());
        });
        return next(view, page.nextId());
    }

    private static ObjectNode next(ObjectNode view, String id) {
        return id == null ? view : view.put("NextToken", Paging.token(id));
    }
}
