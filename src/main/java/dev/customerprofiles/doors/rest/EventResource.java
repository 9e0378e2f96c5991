package dev.customerprofiles.doors.rest;

import java.util.Map;

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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.ingest.Redrive;
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.store.Integration;
import dev.customerprofiles.tenancy.IntegrationDirectory;

/** What became of events. */
@Path("/domains/{DomainName}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventResource {

    /** How many one call tries again at most; it says where to go on. */
    private static final int REDRIVEN_PER_CALL = 1000;

    private final Customers customers;
    private final Redrive redrive;
    private final IntegrationDirectory integrations;
    private final DomainGate gate;

    EventResource(Customers customers, Redrive redrive, IntegrationDirectory integrations, DomainGate gate) {
        this.customers = customers;
        this.redrive = redrive;
        this.integrations = integrations;
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Wanted(String reason) implements RequestBody {}

    @GET
    @Path("/events/{EventId}")
    @RolesAllowed({Roles.INTEGRATOR, Roles.ADMIN})
    public Uni<JsonNode> getEvent(
            @PathParam("DomainName") String name,
            @PathParam("EventId") String eventId,
            @QueryParam("source") String source) {
        return gate.open(name)
                .chain(domain -> customers.event(domain, source, eventId))
                .map(found -> EventView.event(found.orElseThrow(EventResource::notFound)));
    }

    @GET
    @Path("/rejected-events")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> listRejectedEvents(
            @PathParam("DomainName") String name,
            @QueryParam("reason") String reason,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        return gate.open(name)
                .chain(domain -> customers.rejected(domain, reason, token, size))
                .map(page -> Paging.page(
                        page.documents().stream().map(EventView::rejected).toList(), page.nextToken()));
    }

    /** With what was sent: for administrators only. */
    @GET
    @Path("/rejected-events/{Id}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> getRejectedEvent(@PathParam("DomainName") String name, @PathParam("Id") String id) {
        return gate.open(name)
                .chain(domain -> customers.rejected(domain, id))
                .map(found -> found.orElseThrow(EventResource::notFound))
                .map(event -> EventView.rejected(event)
                        .put("Object", event.body().path("object").asText()));
    }

    /** When its mapping has been mended, or its customer is there; the type that its event type means is looked up again. */
    @POST
    @Path("/rejected-events/{Id}/redrive")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> redriveRejectedEvent(@PathParam("DomainName") String name, @PathParam("Id") String id) {
        return gate.open(name)
                .chain(domain -> redrive.one(domain, id, source -> typeNames(domain, source)))
                .map(found -> EventView.outcome(found.orElseThrow(EventResource::notFound)));
    }

    @POST
    @Path("/rejected-events/redrive")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> redriveRejectedEvents(
            @PathParam("DomainName") String name, @QueryParam("next-token") String token, Wanted wanted) {
        Reason reason = Reason.of(wanted.reason());
        return gate.open(name)
                .chain(domain ->
                        redrive.all(domain, reason, token, REDRIVEN_PER_CALL, source -> typeNames(domain, source)))
                .map(EventResource::answer);
    }

    private Uni<Map<String, String>> typeNames(Domain domain, String source) {
        return integrations.get(domain, source).map(found -> found.map(Integration::objectTypeNames)
                .orElse(Map.of()));
    }

    private static ObjectNode answer(Redrive.Redriven done) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("Redriven", done.redriven()).put("Rejected", done.rejected());
        if (done.nextToken() != null) {
            answer.put("NextToken", done.nextToken());
        }
        return answer;
    }

    private static ApiError notFound() {
        return ApiError.notFound("The event is not known.");
    }
}
