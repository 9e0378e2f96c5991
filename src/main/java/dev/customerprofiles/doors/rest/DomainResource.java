package dev.customerprofiles.doors.rest;

import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.resolution.ResolutionSettings;
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.store.DomainEntry;
import dev.customerprofiles.tenancy.DomainAdministration;
import dev.customerprofiles.tenancy.DomainAdministration.Creation;
import dev.customerprofiles.tenancy.DomainUsage;

/** The five operations on domains. */
@Path("/domains")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Domains")
public class DomainResource {

    private final DomainAdministration domains;
    private final Customers customers;
    private final DomainUsage usage;
    private final ResolutionSettings resolution;
    private final DomainGate gate;

    DomainResource(
            DomainAdministration domains,
            Customers customers,
            DomainUsage usage,
            ResolutionSettings resolution,
            DomainGate gate) {
        this.resolution = resolution;
        this.domains = domains;
        this.customers = customers;
        this.usage = usage;
        this.gate = gate;
    }

    /** What may be set of a domain; null where a request does not say. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Settings(
            Integer defaultExpirationDays,
            String defaultEncryptionKey,
            String deadLetterQueueUrl,
            JsonNode matching,
            JsonNode ruleBasedMatching,
            JsonNode dataStore,
            JsonNode tags)
            implements RequestBody {

        private static final Set<String> NOT_BY_UPDATE = Set.of("Tags");

        private ObjectNode given() {
            ObjectNode given = JsonNodeFactory.instance.objectNode();
            put(
                    given,
                    "DefaultExpirationDays",
                    defaultExpirationDays == null ? null : JsonNodeFactory.instance.numberNode(defaultExpirationDays));
            put(given, "DefaultEncryptionKey", text(defaultEncryptionKey));
            put(given, "DeadLetterQueueUrl", text(deadLetterQueueUrl));
            put(given, "Matching", matching);
            put(given, "RuleBasedMatching", ruleBasedMatching);
            put(given, "DataStore", dataStore);
            put(given, "Tags", tags);
            return given;
        }

        private ObjectNode changes() {
            return given().without(NOT_BY_UPDATE);
        }

        private static JsonNode text(String value) {
            return value == null ? null : JsonNodeFactory.instance.textNode(value);
        }

        private static void put(ObjectNode given, String name, JsonNode value) {
            if (value != null && !value.isNull()) {
                given.set(name, value);
            }
        }
    }

    @POST
    @Path("/{DomainName}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> createDomain(@PathParam("DomainName") String name, Settings body) {
        if (!gate.scope().contains(name)) {
            throw ApiError.accessDenied("The token may not create a domain of this name.");
        }
        ObjectNode given = withoutEmptyTexts(body.given());
        ObjectNode matching = MatchingSettings.taken(given);
        return domains.create(name, given).chain(creation -> {
            if (creation instanceof Creation.Created created) {
                return resolve(created.entry(), matching);
            }
            if (creation instanceof Creation.QuotaReached reached) {
                throw ApiError.badRequest("There may be at most " + reached.quota() + " domains.");
            }
            throw ApiError.badRequest("DomainName is in use.");
        });
    }

    @GET
    @Path("/{DomainName}")
    @RolesAllowed({Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY})
    public Uni<JsonNode> getDomain(@PathParam("DomainName") String name) {
        return gate.open(name, domains::get).chain(entry -> Uni.combine()
                .all()
                .unis(customers.stats(entry.domain()), usage.of(entry.domain()), whole(entry))
                .with((stats, measured, view) -> view.set("Stats", DomainView.stats(stats, measured))));
    }

    @PUT
    @Path("/{DomainName}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> updateDomain(@PathParam("DomainName") String name, Settings body) {
        ObjectNode changes = body.changes();
        ObjectNode matching = MatchingSettings.taken(changes);
        return gate.open(name, known -> domains.update(known, changes)).chain(entry -> resolve(entry, matching));
    }

    /** How the domain tells profiles that are one person's is in its own log, where decisions go by it. */
    private Uni<JsonNode> resolve(DomainEntry entry, ObjectNode matching) {
        Uni<?> changed = matching.isEmpty() ? Uni.createFrom().voidItem() : resolution.change(entry.domain(), matching);
        return changed.chain(() -> whole(entry)).map(view -> view);
    }

    private Uni<ObjectNode> whole(DomainEntry entry) {
        return Uni.combine()
                .all()
                .unis(resolution.of(entry.domain()), resolution.review(entry.domain()))
                .with((known, review) -> MatchingSettings.shown(DomainView.whole(entry), known, review));
    }

    @DELETE
    @Path("/{DomainName}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> deleteDomain(@PathParam("DomainName") String name) {
        if (!gate.scope().contains(name)) {
            throw DomainGate.notFound();
        }
        return domains.delete(name).map(deleted -> {
            if (!deleted) {
                throw DomainGate.notFound();
            }
            return JsonNodeFactory.instance.objectNode().put("Message", "The domain is deleted.");
        });
    }

    @GET
    @RolesAllowed({Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY})
    public Uni<JsonNode> listDomains(
            @QueryParam("next-token") String token, @QueryParam("max-results") @DefaultValue("100") int size) {
        return domains.list(gate.scope().names(), Paging.after(token), size + 1)
                .map(found -> Paging.page(found, size, entry -> entry.domain().name(), DomainView::item));
    }

    private static ObjectNode withoutEmptyTexts(ObjectNode settings) {
        settings.properties()
                .removeIf(entry -> entry.getValue().isTextual()
                        && entry.getValue().textValue().isEmpty());
        return settings;
    }
}
