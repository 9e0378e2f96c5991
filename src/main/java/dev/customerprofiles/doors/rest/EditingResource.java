package dev.customerprofiles.doors.rest;

import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.customerprofiles.core.events.Edited;
import dev.customerprofiles.core.events.Editing.Expected;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.profiles.Patch;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.editing.ProfileEdits;
import dev.customerprofiles.editing.Revised;

/** Profiles by hand: made, changed, and given further keys. */
@Path("/domains/{DomainName}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AGENT)
@Tag(name = "Profiles")
public class EditingResource {

    private static final String PROFILE_ID = "ProfileId";
    private static final String MESSAGE = "Message";

    private final ProfileEdits edits;
    private final SearchKeys keys;
    private final DomainGate gate;

    EditingResource(ProfileEdits edits, SearchKeys keys, DomainGate gate) {
        this.edits = edits;
        this.keys = keys;
        this.gate = gate;
    }

    record Said(ObjectNode members) implements RequestBody {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Said {}

        private String profileId() {
            return members.path(PROFILE_ID).textValue();
        }

        private Patch patch() {
            try {
                return new Patch(members);
            } catch (Patch.Contradiction e) {
                throw ApiError.badRequest(e.getMessage());
            }
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record KeyValues(String profileId, String keyName, List<String> values) implements RequestBody {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Erased(String profileId) implements RequestBody {}

    @POST
    @Path("/profiles")
    public Uni<RestResponse<JsonNode>> createProfile(@PathParam("DomainName") String name, Said body) {
        Patch patch = body.patch();
        checkPreferences(patch);
        return gate.open(name)
                .chain(domain -> edits.create(domain, gate.caller(), patch))
                .map(EditingResource::profile);
    }

    @PUT
    @Path("/profiles")
    public Uni<RestResponse<JsonNode>> updateProfile(
            @PathParam("DomainName") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, Said body) {
        Expected expected = IfMatch.expected(ifMatch);
        Patch patch = body.patch();
        checkPreferences(patch);
        return gate.open(name)
                .chain(domain -> edits.update(domain, gate.caller(), body.profileId(), expected, patch))
                .map(EditingResource::profile);
    }

    @POST
    @Path("/profiles/keys")
    public Uni<RestResponse<JsonNode>> addProfileKey(
            @PathParam("DomainName") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, KeyValues body) {
        Expected expected = IfMatch.expected(ifMatch);
        return gate.open(name)
                .chain(domain -> keys(domain, body)
                        .chain(wanted -> edits.addKeys(domain, gate.caller(), body.profileId(), expected, wanted)))
                .map(revised -> {
                    done(revised.edited());
                    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("KeyName", body.keyName());
                    body.values().forEach(answer.putArray("Values")::add);
                    return answer(answer, revised.revision());
                });
    }

    @POST
    @Path("/profiles/keys/delete")
    public Uni<RestResponse<JsonNode>> deleteProfileKey(
            @PathParam("DomainName") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, KeyValues body) {
        Expected expected = IfMatch.expected(ifMatch);
        return gate.open(name)
                .chain(domain -> keys(domain, body)
                        .chain(wanted -> edits.deleteKeys(domain, gate.caller(), body.profileId(), expected, wanted)))
                .map(revised -> {
                    done(revised.edited());
                    return answer(
                            JsonNodeFactory.instance.objectNode().put(MESSAGE, "The key is deleted."),
                            revised.revision());
                });
    }

    @POST
    @Path("/profiles/delete")
    @RolesAllowed(Roles.PRIVACY)
    public Uni<JsonNode> deleteProfile(
            @PathParam("DomainName") String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, Erased body) {
        Expected expected = IfMatch.expected(ifMatch);
        return gate.open(name)
                .chain(domain -> edits.delete(domain, gate.caller(), body.profileId(), expected))
                .map(revised -> {
                    done(revised.edited());
                    return JsonNodeFactory.instance.objectNode().put(MESSAGE, "The profile is deleted.");
                });
    }

    /** The values as keys are compared; a value of which nothing is left as a key of this name is the caller's mistake. */
    private Uni<List<Key>> keys(Domain domain, KeyValues body) {
        return keys.in(domain).map(known -> keys(known, body));
    }

    private static List<Key> keys(SearchKeys known, KeyValues body) {
        String name = body.keyName();
        if (Key.RESERVED.contains(name)) {
            throw ApiError.badRequest("KeyName must not be " + name + ": ids are given by the service.");
        }
        if (body.values().isEmpty()) {
            throw ApiError.badRequest("Values must have at least 1 item.");
        }
        List<Key> wanted = new ArrayList<>();
        for (int i = 0; i < body.values().size(); i++) {
            String member = "Values[" + i + "]";
            wanted.add(known.key(name, body.values().get(i))
                    .orElseThrow(() -> ApiError.badRequest(member + " must be a value of the key's content type.")));
        }
        return wanted;
    }

    /** Each contact preference says a key or a profile, not both. */
    private static void checkPreferences(Patch patch) {
        for (String list : List.of("Phone", "Email")) {
            for (JsonNode preference :
                    patch.members().path("EngagementPreferences").path(list)) {
                boolean byKey = preference.hasNonNull("KeyName") && preference.hasNonNull("KeyValue");
                boolean anyKey = preference.hasNonNull("KeyName") || preference.hasNonNull("KeyValue");
                if (preference.hasNonNull(PROFILE_ID) ? anyKey : !byKey) {
                    throw ApiError.badRequest("EngagementPreferences." + list
                            + " must have items with KeyName and KeyValue, or with ProfileId.");
                }
            }
        }
    }

    private static RestResponse<JsonNode> profile(Revised revised) {
        Edited.Done done = done(revised.edited());
        return answer(JsonNodeFactory.instance.objectNode().put(PROFILE_ID, done.profileId()), revised.revision());
    }

    private static RestResponse<JsonNode> answer(ObjectNode body, long revision) {
        RestResponse.ResponseBuilder<JsonNode> answer = RestResponse.ResponseBuilder.ok(body);
        return (revision == 0 ? answer : answer.header(HttpHeaders.ETAG, IfMatch.tag(revision))).build();
    }

    private static Edited.Done done(Edited edited) {
        if (edited instanceof Edited.Done done) {
            return done;
        }
        if (edited instanceof Edited.NotFound) {
            throw ProfileResource.notFound();
        }
        if (edited instanceof Edited.Outdated) {
            throw ApiError.preconditionFailed("The profile has changed since it was read: If-Match does not hold.");
        }
        throw switch (((Edited.Refused) edited).rule()) {
            case PROFILE_SIZE -> ApiError.badRequest("The profile would grow beyond its limit.");
            case KEYS_OF_PROFILE -> ApiError.badRequest("The profile would have more added keys than are allowed.");
            case KEY_IS_ADDED ->
                ApiError.badRequest("Values must be ones that were added: what a field or a record says goes with it.");
            case KEY_IS_KNOWN -> ApiError.notFound("The profile does not have this key.");
        };
    }
}
