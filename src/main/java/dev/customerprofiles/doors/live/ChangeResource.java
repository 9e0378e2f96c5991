package dev.customerprofiles.doors.live;

import java.util.List;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.doors.security.Roles;

/** Tells of changes as they happen, as server-sent events, to be read with fetch: the token is in a header. */
@Path("/domains/{DomainName}/changes")
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed(Roles.AGENT)
@Tag(name = "Live")
public class ChangeResource {

    private final SecurityIdentity caller;
    private final Streams streams;

    ChangeResource(SecurityIdentity caller, Streams streams) {
        this.caller = caller;
        this.streams = streams;
    }

    /**
     * {@code ready} at the start; {@code profile} for a change of one of these profiles, of any where none is named;
     * {@code contact} for a change of any contact in progress; {@code missed} when changes may have gone by unheard. A
     * stream ends with its token.
     */
    @GET
    @InDomain
    public Multi<OutboundSseEvent> followChanges(
            @PathParam("DomainName") String name,
            @QueryParam("profile-id") List<String> profileIds,
            @Context Sse sse,
            RoutingContext request) {
        return streams.open(sse, name, Set.copyOf(profileIds), caller.getPrincipal(), request);
    }
}
