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

import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.tenancy.ResourceArn;
import dev.customerprofiles.tenancy.Tags;

/** Tags of domains, object types and integrations. An ARN comes encoded, as SDKs send it, or with its slashes as they are. */
@Path("/tags/{resourceArn:.+}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagResource {

    private static final int MOST = 50;

    private final Tags tags;
    private final DomainGate gate;

    TagResource(Tags tags, DomainGate gate) {
        this.tags = tags;
        this.gate = gate;
    }

    /** Lower camel case, unlike everything else of the dialect. */
    record Wanted(Map<String, String> tags) implements RequestBody {}

    @POST
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> tagResource(@PathParam("resourceArn") String arn, Wanted body) {
        return change(arn, present -> {
            present.putAll(body.tags());
            if (present.size() > MOST) {
                throw ApiError.badRequest("A resource may have at most " + MOST + " tags.");
            }
            return present;
        });
    }

    @DELETE
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> untagResource(@PathParam("resourceArn") String arn, @QueryParam("tagKeys") List<String> keys) {
        return change(arn, present -> {
            present.keySet().removeAll(keys);
            return present;
        });
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

    private Uni<JsonNode> change(String arn, UnaryOperator<Map<String, String>> change) {
        return tags.change(resource(arn), change).map(changed -> {
            if (!changed) {
                throw notFound();
            }
            return JsonNodeFactory.instance.objectNode();
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
