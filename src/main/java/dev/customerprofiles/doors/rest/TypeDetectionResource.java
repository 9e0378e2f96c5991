package dev.customerprofiles.doors.rest;

import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.records.ObjectType;
import dev.customerprofiles.core.records.RecordJson;
import dev.customerprofiles.core.records.TypeDetection;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.rest.dialect.RequestBody;
import dev.customerprofiles.doors.security.Roles;

/** Proposes a mapping for sample records. */
@Path("/domains/{DomainName}/detect/object-types")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR})
@Tag(name = "Object types")
public class TypeDetectionResource {

    /** How many attributes a sample may have. */
    private static final int MOST_ATTRIBUTES = 120;

    private final TypeDetection detection;
    private final DomainGate gate;

    TypeDetectionResource(Normalisation normalisation, DomainGate gate) {
        this.detection = new TypeDetection(normalisation);
        this.gate = gate;
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Samples(List<String> objects) implements RequestBody {}

    @POST
    public Uni<JsonNode> detectProfileObjectType(@PathParam("DomainName") String name, Samples body) {
        List<ObjectNode> samples = samples(body.objects());
        return gate.open(name).map(domain -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode detected = answer.putArray("DetectedProfileObjectTypes");
            detection.detect(samples).map(TypeDetectionResource::view).ifPresent(detected::add);
            return answer;
        });
    }

    private static List<ObjectNode> samples(List<String> texts) {
        List<ObjectNode> samples = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String member = "Objects[" + i + "]";
            ObjectNode sample = RecordJson.object(texts.get(i))
                    .orElseThrow(() -> ApiError.badRequest(member + " must be a JSON object as a string."));
            if (TypeDetection.attributes(sample) > MOST_ATTRIBUTES) {
                throw ApiError.badRequest(member + " must have at most " + MOST_ATTRIBUTES + " attributes.");
            }
            samples.add(sample);
        }
        return samples;
    }

    private static ObjectNode view(ObjectType type) {
        ObjectNode view = type.toWire();
        view.retain("Fields", "Keys", "SourceLastUpdatedTimestampFormat");
        return view.put("DetectedBy", "RULES");
    }
}
