package dev.customerprofiles.doors.rest;

import java.util.Comparator;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.customerprofiles.core.records.Templates;
import dev.customerprofiles.core.records.Templates.Template;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.security.Roles;

/** The mappings that every domain can use. */
@Path("/templates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.INTEGRATOR, Roles.AGENT})
@Tag(name = "Object types")
public class TemplateResource {

    private final Templates templates;

    TemplateResource(Templates templates) {
        this.templates = templates;
    }

    @GET
    public Uni<JsonNode> listProfileObjectTypeTemplates(
            @QueryParam("next-token") String token, @QueryParam("max-results") @DefaultValue("100") int size) {
        String after = Paging.after(token);
        List<Template> found = templates.templates().stream()
                .sorted(Comparator.comparing(Template::id))
                .filter(template -> after == null || template.id().compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        return Uni.createFrom().item(Paging.page(found, size, Template::id, TemplateResource::item));
    }

    @GET
    @Path("/{TemplateId}")
    public Uni<JsonNode> getProfileObjectTypeTemplate(@PathParam("TemplateId") String id) {
        Template template = templates.template(id).orElseThrow(() -> ApiError.notFound("The template does not exist."));
        ObjectNode view = item(template);
        ObjectNode type = template.mapping().type().toWire();
        for (String member :
                new String[] {"AllowProfileCreation", "SourceLastUpdatedTimestampFormat", "Fields", "Keys"}) {
            if (type.has(member)) {
                view.set(member, type.get(member));
            }
        }
        return Uni.createFrom().item(view);
    }

    private static ObjectNode item(Template template) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("TemplateId", template.id())
                .put("SourceName", template.sourceName())
                .put("SourceObject", template.sourceObject());
    }
}
