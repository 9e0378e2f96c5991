package dev.customerprofiles.doors.rest;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.records.Tags;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;

/** Tags of domains, object types and integrations. An ARN comes encoded, as SDKs send it, or with its slashes as they are. */
@Path("/tags/{resourceArn:.+}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagResource {

    private final ResourceTags tags;
    private final DomainGate gate;

    TagResource(ResourceTags tags, DomainGate gate) {
        this.tags = tags;
        this.gate = gate;
    }

    /** Lower camel case, unlike everything else of the dialect. */
    record Wanted(Map<String, String> tags) implements RequestBody {}

    @POST
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> tagResource(@PathParam("resourceArn") String arn, Wanted body) {
        return change(arn, present -> present.with(body.tags()));
    }

    @DELETE
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> untagResource(@PathParam("resourceArn") String arn, @QueryParam("tagKeys") List<String> keys) {
        return change(arn, present -> present.without(keys));
    }

    @GET
    @RolesAllowed({Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY})
    public Uni<JsonNode> listTagsForResource(@PathParam("resourceArn") String arn) {
        return tags.of(resource(arn)).map(found -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            found.orElseThrow(TagResource::notFound).forEach(answer.putObject("tags")::put);
            return answer;
        });
    }

    private Uni<JsonNode> change(String arn, UnaryOperator<Tags> change) {
        return tags.change(resource(arn), change).map(done -> switch (done) {
            case DONE -> JsonNodeFactory.instance.objectNode();
            case TOO_MANY -> throw ApiError.badRequest("A resource may have at most " + Tags.MOST + " tags.");
            case NOT_FOUND -> throw notFound();
        });
    }

    private ResourceArn resource(String arn) {
        ResourceArn resource = ResourceArn.parse(arn)
                .orElseThrow(() ->
                        ApiError.badRequest("resourceArn must be that of a domain, an object type or an integration."));
        if (!gate.scope().contains(resource.domain())) {
            throw notFound();
        }
        return resource;
    }

    private static ApiError notFound() {
        return ApiError.notFound("The resource does not exist.");
    }
}
