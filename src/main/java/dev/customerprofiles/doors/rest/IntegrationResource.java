package dev.customerprofiles.doors.rest;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.rest.dialect.Seconds;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.store.Integration;
import dev.customerprofiles.tenancy.IntegrationDirectory;
import dev.customerprofiles.tenancy.IntegrationDirectory.Registration;

/** The sources that may send events to a domain. */
@Path("/domains/{DomainName}/integrations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Integrations")
public class IntegrationResource {

    private static final ApiError NOT_FOUND = ApiError.notFound("The integration does not exist.");

    private final IntegrationDirectory integrations;
    private final DomainGate gate;
    private final Clock clock;

    IntegrationResource(IntegrationDirectory integrations, DomainGate gate, Clock clock) {
        this.integrations = integrations;
        this.gate = gate;
        this.clock = clock;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Wanted(
            String uri,
            String objectTypeName,
            Map<String, String> objectTypeNames,
            Map<String, String> tags,
            JsonNode flowDefinition,
            String roleArn,
            List<String> eventTriggerNames,
            String scope)
            implements RequestBody {

        Wanted {
            objectTypeNames = objectTypeNames == null ? Map.of() : objectTypeNames;
            tags = tags == null ? Map.of() : tags;
        }

        /** What the contract allows and this service does not, or not yet. */
        private void refuseUnsupported() {
            if (flowDefinition != null && !flowDefinition.isNull()) {
                throw ApiError.badRequest("FlowDefinition is not supported: sources send their events here.");
            }
            if (eventTriggerNames != null) {
                throw ApiError.badRequest("EventTriggerNames is not supported yet.");
            }
            if ("DOMAIN".equals(scope)) {
                throw ApiError.badRequest("Scope DOMAIN is not supported yet.");
            }
            if (uri == null) {
                throw ApiError.badRequest("Uri is required.");
            }
            if (objectTypeName == null && objectTypeNames.isEmpty()) {
                throw ApiError.badRequest("ObjectTypeName or ObjectTypeNames is required.");
            }
        }

        private Integration in(Domain domain, Instant now) {
            return new Integration(domain, uri, objectTypeName, objectTypeNames, tags, roleArn, scope, now, now);
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Named(String uri) implements RequestBody {}

    @PUT
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> putIntegration(@PathParam("DomainName") String name, Wanted body) {
        body.refuseUnsupported();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return gate.open(name)
                .chain(domain -> integrations.put(body.in(domain, now)))
                .map(registration -> {
                    if (registration instanceof Registration.Registered registered) {
                        return view(registered.integration());
                    }
                    throw ApiError.badRequest("The domain has as many integrations as it may.");
                });
    }

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR})
    public Uni<JsonNode> getIntegration(@PathParam("DomainName") String name, Named body) {
        return gate.open(name)
                .chain(domain -> integrations.get(domain, body.uri()))
                .map(found -> view(found.orElseThrow(() -> NOT_FOUND)));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR})
    public Uni<JsonNode> listIntegrations(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        String after = Paging.after(token);
        return gate.open(name)
                .chain(domain -> integrations.list(domain, after, size + 1))
                .map(found -> Paging.page(found, size, Integration::uri, IntegrationResource::view));
    }

    @POST
    @Path("/delete")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> deleteIntegration(@PathParam("DomainName") String name, Named body) {
        return gate.open(name)
                .chain(domain -> integrations.delete(domain, body.uri()))
                .map(deleted -> {
                    if (!deleted) {
                        throw NOT_FOUND;
                    }
                    return JsonNodeFactory.instance.objectNode().put("Message", "The integration is deleted.");
                });
    }

    static ObjectNode view(Integration integration) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("DomainName", integration.domain().name()).put("Uri", integration.uri());
        if (integration.objectTypeName() != null) {
            view.put("ObjectTypeName", integration.objectTypeName());
        }
        putMap(view, "ObjectTypeNames", integration.objectTypeNames());
        putMap(view, "Tags", integration.tags());
        if (integration.roleArn() != null) {
            view.put("RoleArn", integration.roleArn());
        }
        if (integration.scope() != null) {
            view.put("Scope", integration.scope());
        }
        return view.put("CreatedAt", Seconds.of(integration.createdAt()))
                .put("LastUpdatedAt", Seconds.of(integration.lastUpdatedAt()));
    }

    private static void putMap(ObjectNode view, String name, Map<String, String> map) {
        if (!map.isEmpty()) {
            ObjectNode node = view.putObject(name);
            map.forEach(node::put);
        }
    }
}
