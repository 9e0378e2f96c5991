package dev.customerprofiles.doors.rest;

import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.events.TypeDefinitions.Definition;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.rest.dialect.Seconds;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.objecttypes.ObjectTypes;
import dev.customerprofiles.objecttypes.ObjectTypes.Known;

/** The object types of a domain. */
@Path("/domains/{DomainName}/object-types")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Object types")
public class ObjectTypeResource {

    private static final ApiError NOT_FOUND = ApiError.notFound("The object type does not exist.");
    private static final String AVAILABLE = "MaxAvailableProfileObjectCount";

    private final ObjectTypes types;
    private final DomainGate gate;

    ObjectTypeResource(ObjectTypes types, DomainGate gate) {
        this.types = types;
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Wanted(
            String description,
            String templateId,
            Integer expirationDays,
            String encryptionKey,
            Boolean allowProfileCreation,
            String sourceLastUpdatedTimestampFormat,
            Integer maxProfileObjectCount,
            Integer sourcePriority,
            JsonNode fields,
            JsonNode keys,
            Map<String, String> tags)
            implements RequestBody {}

    @PUT
    @Path("/{ObjectTypeName}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> putProfileObjectType(
            @PathParam("DomainName") String name, @PathParam("ObjectTypeName") String type, Wanted body) {
        return gate.open(name).chain(domain -> types.put(domain, type, Json.write(body))
                .chain(definition -> answer(domain, definition)));
    }

    @GET
    @Path("/{ObjectTypeName}")
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR, Roles.AGENT})
    public Uni<JsonNode> getProfileObjectType(
            @PathParam("DomainName") String name, @PathParam("ObjectTypeName") String type) {
        return gate.open(name).chain(domain -> found(domain, type));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR, Roles.AGENT})
    public Uni<JsonNode> listProfileObjectTypes(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        String after = Paging.after(token);
        return gate.open(name)
                .chain(domain -> types.list(domain, after, size + 1))
                .map(found -> Paging.page(found, size, known -> known.type().name(), ObjectTypeResource::item));
    }

    @DELETE
    @Path("/{ObjectTypeName}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> deleteProfileObjectType(
            @PathParam("DomainName") String name, @PathParam("ObjectTypeName") String type) {
        return gate.open(name).chain(domain -> types.delete(domain, type)).map(deleted -> {
            if (!deleted) {
                throw NOT_FOUND;
            }
            return JsonNodeFactory.instance.objectNode().put("Message", "The object type is deleted.");
        });
    }

    private Uni<JsonNode> answer(Domain domain, Definition definition) {
        if (definition instanceof Definition.Refused refused) {
            throw ApiError.badRequest(refused.member() + ' ' + refused.rule() + '.');
        }
        return found(domain, ((Definition.Defined) definition).type().name());
    }

    private Uni<JsonNode> found(Domain domain, String type) {
        return types.get(domain, type).map(known -> view(known.orElseThrow(() -> NOT_FOUND)));
    }

    private static ObjectNode view(Known known) {
        ObjectNode view = item(known);
        known.type()
                .definition()
                .properties()
                .forEach(member -> view.set(member.getKey(), member.getValue()));
        return view;
    }

    private static ObjectNode item(Known known) {
        DefinedType type = known.type();
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("ObjectTypeName", type.name());
        for (String member : new String[] {"Description", "MaxProfileObjectCount", "SourcePriority", "Tags"}) {
            if (type.definition().has(member)) {
                item.set(member, type.definition().get(member));
            }
        }
        return item.put(AVAILABLE, known.availableObjects())
                .put("CreatedAt", Seconds.ofMillis(type.createdAt()))
                .put("LastUpdatedAt", Seconds.ofMillis(type.updatedAt()));
    }
}
