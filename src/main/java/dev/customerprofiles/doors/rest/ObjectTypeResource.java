package dev.customerprofiles.doors.rest;

import java.time.Clock;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.events.TypeDefinitions.Definition;
import dev.customerprofiles.core.events.TypeReplay;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.rest.dialect.Seconds;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.lifecycle.Jobs;
import dev.customerprofiles.lifecycle.Replays;
import dev.customerprofiles.objecttypes.ObjectTypes;
import dev.customerprofiles.objecttypes.ObjectTypes.Known;
import dev.customerprofiles.objecttypes.Previews;

/** The object types of a domain. */
@Path("/domains/{DomainName}/object-types")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Object types")
public class ObjectTypeResource {

    private static final ApiError NOT_FOUND = ApiError.notFound("The object type does not exist.");
    private static final String AVAILABLE = "MaxAvailableProfileObjectCount";

    private final ObjectTypes types;
    private final Previews previews;
    private final Replays replays;
    private final Jobs jobs;
    private final DomainGate gate;
    private final Clock clock;

    ObjectTypeResource(ObjectTypes types, Previews previews, Replays replays, Jobs jobs, DomainGate gate, Clock clock) {
        this.types = types;
        this.previews = previews;
        this.replays = replays;
        this.jobs = jobs;
        this.gate = gate;
        this.clock = clock;
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

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Sent(String object) implements RequestBody {}

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

    @POST
    @Path("/{ObjectTypeName}/preview")
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR})
    public Uni<JsonNode> previewProfileObject(
            @PathParam("DomainName") String name, @PathParam("ObjectTypeName") String type, Sent body) {
        SourceEvent event = ObjectResource.event(type, body.object(), clock.instant());
        return gate.open(name).chain(domain -> previews.of(domain, event)).map(PreviewView::of);
    }

    @POST
    @Path("/{ObjectTypeName}/replay")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> replayProfileObjectType(
            @PathParam("DomainName") String name, @PathParam("ObjectTypeName") String type) {
        return gate.open(name)
                .chain(domain -> replays.begin(domain, type).call(() -> jobs.round(domain)))
                .map(begun -> progress(begun.orElseThrow(() -> NOT_FOUND)));
    }

    @GET
    @Path("/{ObjectTypeName}/replay")
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR})
    public Uni<JsonNode> getProfileObjectTypeReplay(
            @PathParam("DomainName") String name, @PathParam("ObjectTypeName") String type) {
        return gate.open(name)
                .chain(domain -> replays.progress(domain, type))
                .map(found ->
                        progress(found.orElseThrow(() -> ApiError.notFound("The object type was never replayed."))));
    }

    private static ObjectNode progress(TypeReplay.Progress progress) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Status", progress.status())
                .put("Done", progress.done())
                .put("Total", progress.total());
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
        known.type().definition().properties().forEach(member -> view.set(member.getKey(), member.getValue()));
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
