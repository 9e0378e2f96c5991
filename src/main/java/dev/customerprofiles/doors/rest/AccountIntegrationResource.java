package dev.customerprofiles.doors.rest;

import java.util.Comparator;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.store.Integration;
import dev.customerprofiles.tenancy.IntegrationDirectory;

/** One source in all domains that the caller may touch. */
@Path("/integrations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Integrations")
public class AccountIntegrationResource {

    private final IntegrationDirectory integrations;
    private final DomainGate gate;

    AccountIntegrationResource(IntegrationDirectory integrations, DomainGate gate) {
        this.integrations = integrations;
        this.gate = gate;
    }

    /** There are no hidden integrations: whether they are to be included makes no difference. */
    @POST
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR})
    public Uni<JsonNode> listAccountIntegrations(
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size,
            IntegrationResource.Named body) {
        String after = Paging.after(token);
        return integrations
                .everywhere(body.uri())
                .map(found -> found.stream()
                        .filter(integration -> gate.scope().contains(domain(integration)))
                        .filter(integration ->
                                after == null || domain(integration).compareTo(after) > 0)
                        .sorted(Comparator.comparing(AccountIntegrationResource::domain))
                        .toList())
                .map(found -> page(found, size));
    }

    private static JsonNode page(List<Integration> found, int size) {
        return Paging.page(found, size, AccountIntegrationResource::domain, IntegrationResource::view);
    }

    private static String domain(Integration integration) {
        return integration.domain().name();
    }
}
