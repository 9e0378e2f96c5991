package dev.customerprofiles.doors.rest;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.events.RecordLimits;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.records.RecordJson;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.EventMetrics;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.ingest.Ingest;
import dev.customerprofiles.lifecycle.ProfileObjects;

/** The records that sources send: one in, and those of a profile out. */
@Path("/domains/{DomainName}/profiles/objects")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Profile objects")
public class ObjectResource {

    /** What events that come over REST have for a source. */
    static final String SOURCE = "urn:customer-profiles:rest";

    /** How the names of the standard object types begin, and no others. */
    private static final String STANDARD = "_";

    private final Ingest ingest;
    private final ObjectPages pages;
    private final SearchKeys keys;
    private final DomainGate gate;
    private final EventMetrics metrics;
    private final Clock clock;
    private final ProfileObjects objects;

    ObjectResource(
            Ingest ingest,
            ProfileObjects objects,
            ObjectPages pages,
            SearchKeys keys,
            DomainGate gate,
            EventMetrics metrics,
            Clock clock) {
        this.objects = objects;
        this.ingest = ingest;
        this.pages = pages;
        this.keys = keys;
        this.gate = gate;
        this.metrics = metrics;
        this.clock = clock;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Sent(String objectTypeName, String object) implements RequestBody {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Item(String id, String object) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Batch(String objectTypeName, List<Item> items) implements RequestBody {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Named(String profileId, String profileObjectUniqueKey, String objectTypeName) implements RequestBody {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Filter(String keyName, List<String> values) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Wanted(String objectTypeName, String profileId, Filter objectFilter) implements RequestBody {}

    @PUT
    @RolesAllowed(Roles.INTEGRATOR)
    public Uni<JsonNode> putProfileObject(@PathParam("DomainName") String name, Sent body) {
        SourceEvent event = event(body.objectTypeName(), body.object(), clock.instant());
        return gate.open(name).chain(domain -> submit(domain, event)).map(outcome -> answer(outcome, event.id()));
    }

    /** Each item is put by itself; one that cannot be does not keep the others out. */
    @PUT
    @Path("/batch-put-profile-object")
    @RolesAllowed(Roles.INTEGRATOR)
    public Uni<JsonNode> batchPutProfileObject(@PathParam("DomainName") String name, Batch body) {
        return gate.open(name)
                .chain(domain -> Uni.join()
                        .all(body.items().stream()
                                .map(item -> put(domain, body.objectTypeName(), item))
                                .toList())
                        .andFailFast())
                .map(ObjectResource::batch);
    }

    @POST
    @Path("/delete")
    @RolesAllowed(Roles.INTEGRATOR)
    public Uni<JsonNode> deleteProfileObject(@PathParam("DomainName") String name, Named body) {
        return gate.open(name)
                .chain(domain -> objects.delete(
                        domain, gate.caller(), body.profileId(), body.objectTypeName(), body.profileObjectUniqueKey()))
                .map(deleted -> {
                    if (!deleted) {
                        throw ApiError.notFound("The profile has no such object.");
                    }
                    return JsonNodeFactory.instance.objectNode().put("Message", "The object is deleted.");
                });
    }

    @POST
    @RolesAllowed(Roles.AGENT)
    public Uni<JsonNode> listProfileObjects(
            @PathParam("DomainName") String name,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size,
            Wanted body) {
        return gate.open(name).chain(domain -> keys.in(domain)
                .map(known -> filter(known, body.objectFilter()))
                .chain(filter -> pages.read(domain, body.profileId(), body.objectTypeName(), filter, token, size)));
    }

    private Uni<Outcome> submit(Domain domain, SourceEvent event) {
        return ingest.submit(domain, event, false)
                .invoke(outcome -> metrics.happened(EventMetrics.Door.REST, outcome, event.arrival(), clock.instant()));
    }

    /**
     * What became of an item of a batch.
     *
     * @param answer  as PutProfileObject has it, or null
     * @param refusal why there is none, or null
     */
    private record Put(String id, ObjectNode answer, ApiError refusal) {}

    private Uni<Put> put(Domain domain, String type, Item item) {
        return Uni.createFrom()
                .deferred(() -> {
                    SourceEvent event = event(type, item.object(), clock.instant());
                    return submit(domain, event).map(outcome -> new Put(item.id(), answer(outcome, event.id()), null));
                })
                .onFailure(ApiError.class)
                .recoverWithItem(failure -> new Put(item.id(), null, failure));
    }

    private static ObjectNode batch(List<Put> puts) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode successful = answer.putArray("Successful");
        ArrayNode failed = answer.putArray("Failed");
        for (Put put : puts) {
            if (put.refusal() == null) {
                successful.add(put.answer().put("Id", put.id()));
            } else {
                failed.addObject()
                        .put("Id", put.id())
                        .put("Code", put.refusal().type().status())
                        .put("Message", put.refusal().getMessage());
            }
        }
        return answer;
    }

    /** One record that came over REST, just now. */
    static SourceEvent event(String type, String object, Instant now) {
        if (type.startsWith(STANDARD)) {
            throw ApiError.badRequest("ObjectTypeName must not be a standard object type: only mappings fill those.");
        }
        EventId id = new EventId(SOURCE, UUID.randomUUID().toString());
        String freshId = UUID.randomUUID().toString().replace("-", "");
        return new SourceEvent(id, type, record(object), null, now, freshId);
    }

    private static ObjectNode record(String text) {
        ObjectNode record = RecordJson.object(text)
                .orElseThrow(() ->
                        ApiError.badRequest(Reason.NOT_JSON.code() + ": Object must be a JSON object as a string."));
        RecordLimits.refusal(record).ifPresent(reason -> {
            throw refusal(reason);
        });
        return record;
    }

    private static ObjectNode answer(Outcome outcome, EventId id) {
        if (outcome.status() == Outcome.Status.REJECTED) {
            throw refusal(outcome.reason());
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("ProfileObjectUniqueKey", outcome.uniqueKey());
        if (outcome.profileId() != null) {
            answer.put("ProfileId", outcome.profileId());
        }
        return answer.put("Outcome", outcome.status().code()).put("EventId", id.id());
    }

    /** With the code that the ledger has for an event that came over AMQP; SDKs expect an unknown type to be not found. */
    private static ApiError refusal(Reason reason) {
        return reason == Reason.UNKNOWN_TYPE
                ? ApiError.notFound(reason.code() + ": the object type does not exist.")
                : ApiError.badRequest(reason.code() + ": " + reason.message());
    }

    private static Predicate<Document> filter(SearchKeys keys, Filter filter) {
        if (filter == null) {
            return object -> true;
        }
        Set<String> wanted = new HashSet<>();
        filter.values().forEach(value -> keys.key(filter.keyName(), value)
                .ifPresent(key -> wanted.add(key.ref().id())));
        return object -> {
            for (JsonNode key : object.body().path("keys")) {
                if (wanted.contains(key.asText())) {
                    return true;
                }
            }
            return false;
        };
    }
}
