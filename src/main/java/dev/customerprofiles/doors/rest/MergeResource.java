package dev.customerprofiles.doors.rest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.events.MergeOutcome;
import dev.customerprofiles.core.events.UnmergeOutcome;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.resolution.MergedProfiles;

/** Makes several profiles one, and takes that back. */
@Path("/domains/{DomainName}/profiles")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AGENT)
@Tag(name = "Identity resolution")
public class MergeResource {

    private static final String ATTRIBUTES = "Attributes";

    /** Fields that are given in one of two ways, of which a choice takes both. */
    private static final Map<String, String> ALTERNATIVES =
            Map.of("Gender", "GenderString", "PartyType", "PartyTypeString");

    private final MergedProfiles profiles;
    private final DomainGate gate;

    MergeResource(MergedProfiles profiles, DomainGate gate) {
        this.profiles = profiles;
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Merge(String mainProfileId, List<String> profileIdsToBeMerged, JsonNode fieldSourceProfileIds)
            implements RequestBody {

        /** By field, the profile whose value counts. */
        private Map<String, String> fieldSources() {
            Map<String, String> sources = new LinkedHashMap<>();
            if (fieldSourceProfileIds != null) {
                fieldSourceProfileIds.properties().forEach(field -> {
                    if (field.getKey().equals(ATTRIBUTES)) {
                        field.getValue()
                                .properties()
                                .forEach(attribute -> sources.put(
                                        ATTRIBUTES + '.' + attribute.getKey(),
                                        attribute.getValue().asText()));
                    } else if (!field.getValue().isNull()) {
                        sources.put(field.getKey(), field.getValue().asText());
                        String other = ALTERNATIVES.get(field.getKey());
                        if (other != null) {
                            sources.put(other, field.getValue().asText());
                        }
                    }
                });
            }
            return sources;
        }

        private Map<String, String> checkedSources() {
            if (profileIdsToBeMerged.contains(mainProfileId)) {
                throw ApiError.badRequest("ProfileIdsToBeMerged must not contain MainProfileId.");
            }
            Set<String> known = new HashSet<>(profileIdsToBeMerged);
            known.add(mainProfileId);
            Map<String, String> sources = fieldSources();
            sources.forEach((field, id) -> {
                if (!known.contains(id)) {
                    throw ApiError.badRequest(
                            "FieldSourceProfileIds." + field + " must be one of the profiles that are merged.");
                }
            });
            return sources;
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Unmerge(String profileId, String mergedProfileId) implements RequestBody {}

    /** Answers when the merged profile can be read. */
    @POST
    @Path("/objects/merge")
    public Uni<JsonNode> mergeProfiles(@PathParam("DomainName") String name, Merge body) {
        Map<String, String> sources = body.checkedSources();
        return gate.open(name)
                .chain(domain -> profiles.merge(
                        domain, gate.caller(), body.mainProfileId(), body.profileIdsToBeMerged(), sources))
                .map(MergeResource::answer);
    }

    @POST
    @Path("/unmerge")
    public Uni<JsonNode> unmergeProfiles(@PathParam("DomainName") String name, Unmerge body) {
        return gate.open(name)
                .chain(domain -> profiles.unmerge(domain, gate.caller(), body.profileId(), body.mergedProfileId()))
                .map(MergeResource::answer);
    }

    private static JsonNode answer(MergeOutcome outcome) {
        if (outcome instanceof MergeOutcome.NotFound missing) {
            throw ApiError.notFound("The profile " + missing.profileId() + " does not exist.");
        }
        if (outcome instanceof MergeOutcome.TooLarge) {
            throw ApiError.badRequest("The merged profile would be larger than a profile may be.");
        }
        return JsonNodeFactory.instance.objectNode().put("Message", "The profiles are merged.");
    }

    private static JsonNode answer(UnmergeOutcome outcome) {
        if (outcome instanceof UnmergeOutcome.NotFound missing) {
            throw ApiError.notFound("The profile " + missing.profileId() + " does not exist.");
        }
        if (!(outcome instanceof UnmergeOutcome.Unmerged unmerged)) {
            throw ApiError.badRequest("MergedProfileId must be a profile that was merged into ProfileId.");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("ProfileId", unmerged.profileId())
                .put("MergedProfileId", unmerged.mergedProfileId());
    }
}
