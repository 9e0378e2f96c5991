package dev.customerprofiles.doors.rest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.store.Customers;

/** Values that profiles have, for whoever completes what is typed. */
@Path("/domains/{DomainName}/profile-attributes/{AttributeName}/values")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.ADMIN})
@Tag(name = "Profiles")
public class AttributeValueResource {

    /** An attribute has no index of its own; the newest profiles tell which values are in use. */
    private static final int PROFILES = 1_000;

    private static final int MOST_VALUES = 100;
    private static final String ATTRIBUTES = "Attributes";

    private final Customers customers;
    private final DomainGate gate;

    AttributeValueResource(Customers customers, DomainGate gate) {
        this.customers = customers;
        this.gate = gate;
    }

    @GET
    public Uni<JsonNode> listProfileAttributeValues(
            @PathParam("DomainName") String name, @PathParam("AttributeName") String attribute) {
        return gate.open(name)
                .chain(domain -> customers.newest(domain, PROFILES))
                .map(profiles -> view(name, attribute, profiles));
    }

    /** The most frequent first. */
    private static ObjectNode view(String domain, String attribute, List<ObjectNode> profiles) {
        Map<String, Long> counts = profiles.stream()
                .map(profile -> value(profile, attribute))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("DomainName", domain).put("AttributeName", attribute);
        ArrayNode items = view.putArray("Items");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_VALUES)
                .forEach(entry -> items.addObject().put("Value", entry.getKey()));
        return view;
    }

    /** {@code FirstName}, {@code Address.City}, {@code Attributes.tier}, and {@code tier} for short. */
    private static String value(ObjectNode profile, String attribute) {
        JsonNode member = profile.path(attribute);
        if (member.isTextual()) {
            return member.textValue();
        }
        int dot = attribute.indexOf('.');
        JsonNode part = dot < 0
                ? profile.path(ATTRIBUTES).path(attribute)
                : profile.path(attribute.substring(0, dot)).path(attribute.substring(dot + 1));
        return part.asText();
    }
}
