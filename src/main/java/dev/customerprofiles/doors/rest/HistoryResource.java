package dev.customerprofiles.doors.rest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.rest.dialect.Seconds;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.store.Customers.HistoryFilter;

/** The audit trail of profiles. */
@Path("/domains/{DomainName}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.ADMIN, Roles.PRIVACY})
@Tag(name = "Profiles")
public class HistoryResource {

    /** What the content of an entry about an event says, by the ledger's names. */
    private static final List<Map.Entry<String, String>> OF_EVENT = List.of(
            Map.entry("event", "EventId"),
            Map.entry("source", "Source"),
            Map.entry("outcome", "Outcome"),
            Map.entry("reason", "Reason"));

    private final Customers customers;
    private final DomainGate gate;

    HistoryResource(Customers customers, DomainGate gate) {
        this.customers = customers;
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Wanted(String profileId, String objectTypeName, String actionType, String performedBy)
            implements RequestBody {

        private HistoryFilter filter(Collection<String> ids) {
            return new HistoryFilter(ids, objectTypeName, actionType, performedBy);
        }
    }

    /**
     * Also of a profile that is gone: that it was deleted, and by whom, is what the trail is for. A merged profile has the entries of
     * all that became one.
     */
    @POST
    @Path("/profiles/history-records")
    public Uni<JsonNode> listProfileHistoryRecords(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size,
            Wanted body) {
        return gate.open(name)
                .chain(domain -> customers
                        .profile(domain, body.profileId())
                        .chain(found -> history(domain, body, found, token, size)))
                .map(HistoryResource::page);
    }

    @GET
    @Path("/profiles/{ProfileId}/history-records/{Id}")
    public Uni<JsonNode> getProfileHistoryRecord(
            @PathParam("DomainName") String name,
            @PathParam("ProfileId") String profileId,
            @PathParam("Id") String id) {
        return gate.open(name)
                .chain(domain -> Uni.combine()
                        .all()
                        .unis(customers.profile(domain, profileId), customers.historyRecord(domain, id))
                        .with((profile, found) -> found.filter(entry -> ids(profileId, profile)
                                .contains(entry.body().path("profile").asText()))))
                .map(found -> found.orElseThrow(() -> ApiError.notFound("The profile has no such history record.")))
                .map(entry -> entry(entry).put("Content", content(entry.body())));
    }

    private Uni<Customers.Page> history(
            Domain domain, Wanted body, Optional<Document> profile, String token, int size) {
        return customers
                .history(domain, body.filter(ids(body.profileId(), profile)), token, size)
                .call(page -> page.documents().isEmpty() && profile.isEmpty()
                        ? mustBeKnown(domain, body.profileId())
                        : Uni.createFrom().voidItem());
    }

    private Uni<?> mustBeKnown(Domain domain, String profileId) {
        return customers
                .history(domain, new HistoryFilter(List.of(profileId), null, null, null), null, 1)
                .invoke(all -> {
                    if (all.documents().isEmpty()) {
                        throw ProfileResource.notFound();
                    }
                });
    }

    private static List<String> ids(String profileId, Optional<Document> profile) {
        return profile.map(ProfileResource::ids).orElse(List.of(profileId));
    }

    private static ObjectNode page(Customers.Page page) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        List<ObjectNode> entries =
                page.documents().stream().map(HistoryResource::entry).toList();
        ArrayNode records = view.putArray("ProfileHistoryRecords");
        records.addAll(entries);
        if (page.nextToken() != null) {
            view.put("NextToken", page.nextToken());
        }
        return view;
    }

    private static ObjectNode entry(Document document) {
        JsonNode body = document.body();
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("Id", document.ref().id());
        view.put("ObjectTypeName", body.path("type").asText());
        view.put("CreatedAt", Seconds.ofMillis(body.path("at").asLong()));
        view.put("ActionType", body.path("action").asText());
        if (body.has("record")) {
            view.put("ProfileObjectUniqueKey", body.get("record").asText());
        }
        return view.put(
                "PerformedBy", body.path(body.has("by") ? "by" : "source").asText());
    }

    private static String content(JsonNode body) {
        if (body.has("content")) {
            return body.get("content").asText();
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        OF_EVENT.forEach(member -> {
            if (body.has(member.getKey())) {
                content.set(member.getValue(), body.get(member.getKey()));
            }
        });
        return content.toString();
    }
}
