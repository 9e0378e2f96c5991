package dev.customerprofiles.doors.rest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Statistic;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.records.AttributeSample;
import dev.customerprofiles.core.records.AttributeSample.Seen;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.Seconds;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.objecttypes.TypeAttributes;

/** What the newest records of an object type hold, for whoever writes mappings or calculates with them. */
@Path("/domains/{DomainName}/object-types/{ObjectTypeName}/attributes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Object types")
public class ObjectTypeAttributeResource {

    private static final int LONGEST_VALUE = 1000;

    /** About how long the values of an attribute may be together. */
    private static final int MOST_CHARACTERS = 350_000;

    private static final Map<String, Double> PERCENTILES =
            Map.of("P5", 0.05, "P25", 0.25, "P50", 0.5, "P75", 0.75, "P95", 0.95);

    private final TypeAttributes attributes;
    private final DomainGate gate;
    private final Clock clock;

    ObjectTypeAttributeResource(TypeAttributes attributes, DomainGate gate, Clock clock) {
        this.attributes = attributes;
        this.gate = gate;
        this.clock = clock;
    }

    @GET
    public Uni<JsonNode> listObjectTypeAttributes(
            @PathParam("DomainName") String name,
            @PathParam("ObjectTypeName") String type,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        String after = Paging.after(token);
        return sample(name, type).map(sample -> {
            var found = sample.names().entrySet().stream()
                    .filter(entry -> after == null || entry.getKey().compareTo(after) > 0)
                    .limit(size + 1L)
                    .toList();
            return Paging.page(found, size, Map.Entry::getKey, entry -> JsonNodeFactory.instance
                    .objectNode()
                    .put("AttributeName", entry.getKey())
                    .put("LastUpdatedAt", Seconds.of(entry.getValue())));
        });
    }

    @GET
    @Path("/{AttributeName}/values")
    public Uni<JsonNode> listObjectTypeAttributeValues(
            @PathParam("DomainName") String name,
            @PathParam("ObjectTypeName") String type,
            @PathParam("AttributeName") String attribute,
            @QueryParam("next-token") String token,
            @QueryParam("max-results") @DefaultValue("100") int size) {
        String after = Paging.after(token);
        return sample(name, type).map(sample -> {
            List<Seen> known = shown(sample.values(attribute));
            List<Seen> found = known.stream()
                    .dropWhile(seen -> after != null && !place(seen).equals(after))
                    .skip(after == null ? 0 : 1)
                    .limit(size + 1L)
                    .toList();
            return Paging.page(found, size, ObjectTypeAttributeResource::place, seen -> JsonNodeFactory.instance
                    .objectNode()
                    .put("Value", seen.value())
                    .put("LastUpdatedAt", Seconds.of(seen.at())));
        });
    }

    @POST
    @Path("/{AttributeName}/statistics")
    @Consumes(MediaType.WILDCARD)
    public Uni<JsonNode> getObjectTypeAttributeStatistics(
            @PathParam("DomainName") String name,
            @PathParam("ObjectTypeName") String type,
            @PathParam("AttributeName") String attribute) {
        return sample(name, type).map(sample -> {
            if (!sample.names().containsKey(attribute)) {
                throw ApiError.notFound("None of the newest records of the type has this attribute.");
            }
            double[] numbers = sample.numbers(attribute);
            if (numbers.length == 0) {
                throw ApiError.badRequest("AttributeName must be an attribute whose values are numbers.");
            }
            ObjectNode view = JsonNodeFactory.instance.objectNode();
            view.set("Statistics", statistics(numbers));
            view.put("RecordCount", numbers.length);
            return view.put("CalculatedAt", Seconds.of(clock.instant()));
        });
    }

    private Uni<AttributeSample> sample(String name, String type) {
        return gate.open(name)
                .chain((Domain domain) -> attributes.sample(domain, type))
                .map(found -> found.orElseThrow(() -> ApiError.notFound("The object type does not exist.")));
    }

    private static List<Seen> shown(List<Seen> values) {
        List<Seen> shown = new ArrayList<>();
        int characters = 0;
        for (Seen seen : values) {
            characters += seen.value().length();
            if (characters > MOST_CHARACTERS) {
                break;
            }
            if (seen.value().length() <= LONGEST_VALUE) {
                shown.add(seen);
            }
        }
        return shown;
    }

    private static String place(Seen seen) {
        return Integer.toHexString(seen.value().hashCode()) + '@' + seen.at().toEpochMilli();
    }

    private static ObjectNode statistics(double[] numbers) {
        DoubleStatistics known = DoubleStatistics.of(
                EnumSet.of(Statistic.MAX, Statistic.MIN, Statistic.MEAN, Statistic.STANDARD_DEVIATION), numbers);
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("Maximum", known.getAsDouble(Statistic.MAX));
        view.put("Minimum", known.getAsDouble(Statistic.MIN));
        view.put("Average", known.getAsDouble(Statistic.MEAN));
        view.put("StandardDeviation", known.getAsDouble(Statistic.STANDARD_DEVIATION));
        ObjectNode percentiles = view.putObject("Percentiles");
        PERCENTILES.forEach((percentile, share) ->
                percentiles.put(percentile, Quantile.withDefaults().evaluate(numbers, share)));
        return view;
    }
}
