package dev.customerprofiles.doors.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

import dev.customerprofiles.core.events.Consolidation;
import dev.customerprofiles.core.events.Resolution;
import dev.customerprofiles.core.events.ScoredRun;
import dev.customerprofiles.core.matching.MatchingRules;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.rest.dialect.Seconds;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.resolution.ResolutionSettings;
import dev.customerprofiles.resolution.ScoredMatches;

/** Runs of scored matching, what a run would merge by itself, and the settings that are ours. */
@Path("/domains/{DomainName}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Identity resolution")
public class MatchingJobResource {

    private static final int PREVIEWS = 100;
    private static final String FIRST_KEY = "FIRST_KEY";

    private final ScoredMatches scores;
    private final ResolutionSettings settings;
    private final DomainGate gate;

    MatchingJobResource(ScoredMatches scores, ResolutionSettings settings, DomainGate gate) {
        this.scores = scores;
        this.settings = settings;
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Preview(JsonNode consolidation, JsonNode conflictResolution, Double minAllowedConfidenceScoreForMerging)
            implements RequestBody {

        private Consolidation wanted() {
            ObjectNode settings = JsonNodeFactory.instance.objectNode();
            settings.set("Consolidation", consolidation);
            settings.set("ConflictResolution", conflictResolution);
            if (minAllowedConfidenceScoreForMerging != null) {
                settings.put("MinAllowedConfidenceScoreForMerging", minAllowedConfidenceScoreForMerging);
            }
            MatchingSettings.checkConflicts("ConflictResolution", conflictResolution);
            return Consolidation.read(settings);
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Ours(String bridging, Integer maxProfilesPerValue) implements RequestBody {}

    /** Newest first; a run is told of until a hundred newer ones have begun. */
    @GET
    @Path("/identity-resolution-jobs")
    public Uni<JsonNode> listIdentityResolutionJobs(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        String after = Paging.after(token);
        return gate.open(name).chain(domain -> scores.runs(domain).map(runs -> {
            ObjectNode view = JsonNodeFactory.instance.objectNode();
            ArrayNode list = view.putArray("IdentityResolutionJobsList");
            boolean show = after == null;
            String last = null;
            for (ScoredRun run : runs) {
                if (show && list.size() == size) {
                    return view.put("NextToken", Paging.token(last));
                }
                if (show) {
                    list.add(view(name, run));
                    last = run.jobId();
                }
                show |= run.jobId().equals(after);
            }
            return view;
        }));
    }

    @GET
    @Path("/identity-resolution-jobs/{JobId}")
    public Uni<JsonNode> getIdentityResolutionJob(
            @PathParam("DomainName") String name, @PathParam("JobId") String jobId) {
        return gate.open(name).chain(domain -> Uni.combine()
                .all()
                .unis(scores.runs(domain), settings.of(domain))
                .with((runs, resolution) -> {
                    ObjectNode view = runs.stream()
                            .filter(run -> run.jobId().equals(jobId))
                            .findFirst()
                            .map(run -> view(name, run))
                            .orElseThrow(() -> ApiError.notFound("The job does not exist."));
                    JsonNode merging =
                            resolution.settings().path(Resolution.SCORES).path("AutoMerging");
                    return merging.isObject() ? view.set("AutoMerging", merging) : view;
                }));
    }

    /** Begins a run now, or tells of the one that is under way. */
    @POST
    @Path("/identity-resolution-jobs")
    public Uni<JsonNode> startIdentityResolutionJob(@PathParam("DomainName") String name) {
        return gate.open(name)
                .chain(domain -> settings.of(domain).chain(resolution -> {
                    if (!resolution
                            .settings()
                            .path(Resolution.SCORES)
                            .path("Enabled")
                            .asBoolean()) {
                        throw ApiError.badRequest("Matching is not enabled for the domain.");
                    }
                    return scores.begin(domain);
                }))
                .map(run -> view(name, run));
    }

    /** What would be merged, on a sample; nothing is. */
    @POST
    @Path("/identity-resolution-jobs/auto-merging-preview")
    public Uni<JsonNode> getAutoMergingPreview(@PathParam("DomainName") String name, Preview body) {
        Consolidation wanted = body.wanted();
        return gate.open(name)
                .chain(domain -> scores.trial(domain, wanted, PREVIEWS))
                .map(trial -> {
                    ObjectNode view = JsonNodeFactory.instance.objectNode().put("DomainName", name);
                    view.put("NumberOfMatchesInSample", trial.matches());
                    view.put("NumberOfProfilesInSample", trial.profiles());
                    view.put("NumberOfProfilesWillBeMerged", trial.merges());
                    ArrayNode merges = view.putArray("Merges");
                    trial.wouldMerge().forEach(preview -> {
                        ObjectNode merge = merges.addObject();
                        preview.ids().forEach(merge.putArray("ProfileIds")::add);
                        merge.set("Profile", preview.profile());
                    });
                    return view;
                });
    }

    @GET
    @Path("/identity-resolution")
    @RolesAllowed({Roles.ADMIN, Roles.AGENT})
    public Uni<JsonNode> getIdentityResolution(@PathParam("DomainName") String name) {
        return gate.open(name).chain(settings::of).map(MatchingJobResource::view);
    }

    /** What is not given stays as it is. */
    @PUT
    @Path("/identity-resolution")
    public Uni<JsonNode> putIdentityResolution(@PathParam("DomainName") String name, Ours body) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        if (body.bridging() != null) {
            changes.put(Resolution.BRIDGING, body.bridging());
        }
        if (body.maxProfilesPerValue() != null) {
            changes.put(Resolution.MOST_PER_VALUE, body.maxProfilesPerValue());
        }
        return gate.open(name).chain(domain -> settings.change(domain, changes)).map(MatchingJobResource::view);
    }

    private static JsonNode view(Resolution resolution) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        Resolution.BRIDGING,
                        resolution.settings().path(Resolution.BRIDGING).asText(FIRST_KEY))
                .put(
                        Resolution.MOST_PER_VALUE,
                        resolution.settings().path(Resolution.MOST_PER_VALUE).asInt(MatchingRules.MOST_PER_VALUE));
    }

    private static ObjectNode view(String domain, ScoredRun run) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("DomainName", domain)
                .put("JobId", run.jobId())
                .put("Status", run.status().name())
                .put("JobStartTime", Seconds.ofMillis(run.startedAt()))
                .put("LastUpdatedAt", Seconds.ofMillis(run.updatedAt()));
        if (run.endedAt() > 0) {
            view.put("JobEndTime", Seconds.ofMillis(run.endedAt()));
        }
        if (run.message() != null) {
            view.put("Message", run.message());
        }
        view.putObject("JobStats")
                .put("NumberOfProfilesReviewed", run.reviewed())
                .put("NumberOfMatchesFound", run.matches())
                .put("NumberOfMergesDone", run.merges());
        return view;
    }
}
