package dev.customerprofiles.doors.rest;

import java.util.List;
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
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.tenancy.DomainAdministration;
import dev.customerprofiles.tenancy.DomainAdministration.Creation;
import dev.customerprofiles.tenancy.DomainUsage;

/** The five operations on domains. */
@Path("/domains")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Domains")
public class DomainResource {

    private static final List<String> MATCHING = List.of("Matching", "RuleBasedMatching");

    private final DomainAdministration domains;
    private final Customers customers;
    private final DomainUsage usage;
    private final DomainGate gate;

    DomainResource(DomainAdministration domains, Customers customers, DomainUsage usage, DomainGate gate) {
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
        return domains.create(name, withoutEmptyTexts(supported(body.given()))).map(creation -> {
            if (creation instanceof Creation.Created created) {
                return DomainView.whole(created.entry());
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
                .unis(customers.stats(entry.domain()), usage.of(entry.domain()))
                .with((stats, measured) -> DomainView.whole(entry).set("Stats", DomainView.stats(stats, measured))));
    }

    @PUT
    @Path("/{DomainName}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<JsonNode> updateDomain(@PathParam("DomainName") String name, Settings body) {
        ObjectNode changes = supported(body.changes());
        return gate.open(name, known -> domains.update(known, changes)).map(DomainView::whole);
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

    /** What is not there must not look as if it were. */
    private static ObjectNode supported(ObjectNode settings) {
        for (String name : MATCHING) {
            if (settings.path(name).has("ExportingConfig")) {
                throw ApiError.badRequest(
                        name + ".ExportingConfig is not supported: matches are read, and not written to S3.");
            }
        }
        return settings;
    }

    private static ObjectNode withoutEmptyTexts(ObjectNode settings) {
        settings.properties()
                .removeIf(entry -> entry.getValue().isTextual()
                        && entry.getValue().textValue().isEmpty());
        return settings;
    }
}
