package dev.customerprofiles.doors.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.store.Customers;

/** What became of events. */
@Path("/domains/{DomainName}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventResource {

    private final Customers customers;
    private final DomainGate gate;

    EventResource(Customers customers, DomainGate gate) {
        this.customers = customers;
        this.gate = gate;
    }

    @GET
    @Path("/events/{EventId}")
    @RolesAllowed({Roles.INTEGRATOR, Roles.ADMIN})
    public Uni<JsonNode> getEvent(
            @PathParam("DomainName") String name,
            @PathParam("EventId") String eventId,
            @QueryParam("source") String source) {
        return gate.open(name)
                .chain(domain -> customers.event(domain, source, eventId))
                .map(found -> ProfileView.event(found.orElseThrow(EventResource::notFound)));
    }

    @GET
    @Path("/rejected-events")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> listRejectedEvents(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        return gate.open(name)
                .chain(domain -> customers.rejected(domain, token, size))
                .map(page -> Paging.page(
                        page.documents().stream().map(ProfileView::rejected).toList(), page.nextToken()));
    }

    /** With what was sent: for administrators only. */
    @GET
    @Path("/rejected-events/{Id}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> getRejectedEvent(@PathParam("DomainName") String name, @PathParam("Id") String id) {
        return gate.open(name)
                .chain(domain -> customers.rejected(domain, id))
                .map(found -> found.orElseThrow(EventResource::notFound))
                .map(event -> ProfileView.rejected(event)
                        .put("Object", event.body().path("object").asText()));
    }

    private static ApiError notFound() {
        return ApiError.notFound("The event is not known.");
    }
}
