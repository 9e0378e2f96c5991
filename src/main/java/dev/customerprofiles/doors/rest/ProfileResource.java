package dev.customerprofiles.doors.rest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.SearchWords;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.tenancy.TypeDirectory;

/** Reads of profiles by id, whole and in pieces, and by what an agent types. */
@Path("/domains/{DomainName}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AGENT)
@Tag(name = "Profiles")
public class ProfileResource {

    private final Customers customers;
    private final DomainGate gate;
    private final TypeDirectory types;

    ProfileResource(Customers customers, DomainGate gate, TypeDirectory types) {
        this.types = types;
        this.customers = customers;
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Batch(List<String> profileIds) implements RequestBody {}

    @GET
    @Path("/profiles/{ProfileId}")
    public Uni<RestResponse<JsonNode>> getProfile(
            @PathParam("DomainName") String name,
            @PathParam("ProfileId") String profileId,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        return gate.open(name).chain(domain -> customers
                .profile(domain, profileId)
                .map(found -> found.orElseThrow(ProfileResource::notFound))
                .chain(found -> answer(domain, found, known)));
    }

    @POST
    @Path("/batch-get-profiles")
    public Uni<JsonNode> batchGetProfile(@PathParam("DomainName") String name, Batch body) {
        Set<String> wanted = new LinkedHashSet<>(body.profileIds());
        return gate.open(name)
                .chain(domain -> customers.profiles(domain, wanted))
                .map(found -> batch(wanted, found));
    }

    @GET
    @Path("/profiles/{ProfileId}/cases")
    public Uni<JsonNode> listCases(
            @PathParam("DomainName") String name,
            @PathParam("ProfileId") String profileId,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        return items(Pane.CASES, name, profileId, token, size);
    }

    @GET
    @Path("/profiles/{ProfileId}/contacts")
    public Uni<JsonNode> listContacts(
            @PathParam("DomainName") String name,
            @PathParam("ProfileId") String profileId,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        return items(Pane.CONTACTS, name, profileId, token, size);
    }

    @GET
    @Path("/profiles/{ProfileId}/assets")
    public Uni<JsonNode> listAssets(
            @PathParam("DomainName") String name,
            @PathParam("ProfileId") String profileId,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        return items(Pane.ASSETS, name, profileId, token, size);
    }

    @GET
    @Path("/profiles/{ProfileId}/orders")
    public Uni<JsonNode> listOrders(
            @PathParam("DomainName") String name,
            @PathParam("ProfileId") String profileId,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        return items(Pane.ORDERS, name, profileId, token, size);
    }

    /** Typeahead; an answer without words to look for is empty. */
    @GET
    @Path("/profiles")
    public Uni<JsonNode> findProfiles(
            @PathParam("DomainName") String name,
            @QueryParam("q") String query,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("20") int size) {
        List<String> words = SearchWords.ofQuery(query);
        String after = Paging.after(token);
        return gate.open(name)
                .chain(domain -> words.isEmpty()
                        ? Uni.createFrom().item(List.<Document>of())
                        : customers.typeahead(domain, words, after, size + 1))
                .map(found ->
                        Paging.page(found, size, document -> document.ref().id(), ProfileView::profile));
    }

    private Uni<JsonNode> items(Pane pane, String name, String profileId, String token, int size) {
        return gate.open(name)
                .chain(domain -> customers
                        .profile(domain, profileId)
                        .map(found -> found.orElseThrow(ProfileResource::notFound))
                        .chain(profile -> customers.items(domain, ids(profile), pane.itemKind(), token, size)))
                .map(page -> Paging.page(
                                page.documents().stream().map(ProfileView::item).toList(), page.nextToken())
                        .put("Total", page.total()));
    }

    /** All ids that the records of a profile may belong to. */
    static List<String> ids(Document profile) {
        return Profile.readGrounds(profile.body()).ids(profile.ref().id());
    }

    private Uni<RestResponse<JsonNode>> answer(Domain domain, Document found, String known) {
        String tag = IfMatch.tag(found.seq());
        if (tag.equals(known)) {
            return Uni.createFrom()
                    .item(RestResponse.ResponseBuilder.<JsonNode>notModified()
                            .header(HttpHeaders.ETAG, tag)
                            .build());
        }
        Profile profile = Profile.readGrounds(found.body());
        return types.priorities(domain, profile.sourceTypes())
                .map(priorities -> RestResponse.ResponseBuilder.<JsonNode>ok(
                                ProfileView.whole(found, profile, priorities::get))
                        .header(HttpHeaders.ETAG, tag)
                        .build());
    }

    private static ObjectNode batch(Set<String> wanted, Map<String, Document> found) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var profiles = answer.putArray("Profiles");
        var errors = answer.putArray("Errors");
        for (String id : wanted) {
            if (found.containsKey(id)) {
                profiles.add(ProfileView.profile(found.get(id)));
            } else {
                errors.addObject()
                        .put("Code", ApiError.Type.NOT_FOUND.shape())
                        .put("Message", notFound().getMessage())
                        .put("ProfileId", id);
            }
        }
        return answer;
    }

    static ApiError notFound() {
        return ApiError.notFound("The profile does not exist.");
    }
}
