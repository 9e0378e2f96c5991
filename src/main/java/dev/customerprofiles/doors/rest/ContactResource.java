package dev.customerprofiles.doors.rest;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.store.Customers;

/** The contacts that are in progress. */
@Path("/domains/{DomainName}/contacts/live")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AGENT)
@Tag(name = "Live")
public class ContactResource {

    private static final String AGENT = "AgentUsername";
    private static final String ID = "ContactId";

    private final Customers customers;
    private final DomainGate gate;
    private final ContactSettings settings;
    private final SecurityIdentity caller;
    private final Clock clock;

    ContactResource(
            Customers customers, DomainGate gate, ContactSettings settings, SecurityIdentity caller, Clock clock) {
        this.customers = customers;
        this.gate = gate;
        this.settings = settings;
        this.caller = caller;
        this.clock = clock;
    }

    /** The caller's own and those that nobody has yet; {@code ProfileId} is absent where the customer is not known. */
    @GET
    public Uni<JsonNode> listLiveContacts(@PathParam("DomainName") String name) {
        String agent = agent();
        long since = clock.instant().minus(settings.longest()).toEpochMilli();
        return gate.open(name)
                .chain(domain -> customers.liveContacts(domain, since, settings.most()))
                .map(found -> Paging.page(
                        newest(found).stream()
                                .filter(contact -> isUnassigned(contact)
                                        || contact.path(AGENT).asText().equals(agent))
                                .map(contact -> contact.put("Unassigned", isUnassigned(contact)))
                                .toList(),
                        null));
    }

    private String agent() {
        String claim =
                caller.getPrincipal() instanceof JsonWebToken token ? token.getClaim(settings.agentClaim()) : null;
        return claim == null ? caller.getPrincipal().getName() : claim;
    }

    private static boolean isUnassigned(JsonNode contact) {
        return contact.path(AGENT).asText().isEmpty();
    }

    /** Several events may wait that tell of one contact; they come newest first. */
    private static Collection<ObjectNode> newest(List<Document> found) {
        Map<String, ObjectNode> contacts = new LinkedHashMap<>();
        found.stream()
                .map(ProfileView::contact)
                .forEach(contact -> contacts.putIfAbsent(contact.path(ID).asText(), contact));
        return contacts.values();
    }
}
