package dev.customerprofiles.core.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;

/** The built-in mappings, by template id; they are data, one JSON file each. */
public final class Templates {

    private static final String FOLDER = "/templates/";
    private static final String INDEX = "index.json";
    private static final String SAME_AS = "SameAs";

    private final Map<String, Template> byId;

    private Templates(Map<String, Template> byId) {
        this.byId = Collections.unmodifiableMap(byId);
    }

    /**
     * A template.
     *
     * @param mapping      its type has the template's id as its name
     * @param sourceName   the system that the records come from
     * @param sourceObject what that system calls them
     */
    public record Template(Mapping mapping, String sourceName, String sourceObject) {

        public String id() {
            return mapping.type().name();
        }
    }

    /** Reads the templates from the class path; {@code index.json} lists them, because a native image cannot look for them. */
    public static Templates builtIn(Normalisation normalisation) {
        Map<String, Template> byId = new LinkedHashMap<>();
        for (JsonNode id : RecordJson.read(resource(INDEX))) {
            ObjectNode wire = wire(id.textValue());
            put(
                    byId,
                    new Template(
                            Mapping.compile(ObjectType.parse(id.textValue(), wire), normalisation),
                            wire.path("SourceName").textValue(),
                            wire.path("SourceObject").textValue()));
        }
        StandardTemplates.all()
                .forEach(type -> put(
                        byId,
                        new Template(
                                Mapping.compile(type, normalisation), StandardTemplates.SOURCE_NAME, type.name())));
        return new Templates(byId);
    }

    private static void put(Map<String, Template> byId, Template template) {
        byId.put(template.id(), template);
    }

    /** The file of a template; one that only names another with {@code SameAs} has what it lacks from there. */
    private static ObjectNode wire(String id) {
        ObjectNode wire = (ObjectNode) RecordJson.read(resource(id + ".json"));
        JsonNode sameAs = wire.path(SAME_AS);
        return sameAs.isTextual() ? wire(sameAs.textValue()).setAll(wire) : wire;
    }

    /** The mapping that a record of an implicit type is read with; a standard object type is none. */
    public Optional<Mapping> find(String templateId) {
        return template(templateId).map(Template::mapping).filter(mapping -> StandardObject.named(templateId)
                .isEmpty());
    }

    /** The template of this id. */
    public Optional<Template> template(String templateId) {
        return Optional.ofNullable(byId.get(templateId));
    }

    /** The templates as object types, in the order of their index. */
    public Collection<ObjectType> all() {
        return byId.values().stream().map(template -> template.mapping().type()).toList();
    }

    /** The templates with what they are for. */
    public Collection<Template> templates() {
        return byId.values();
    }

    /**
     * A type that can be compiled: one that names a template gets that template's mapping under its own name and priority.
     *
     * @throws InvalidObjectType if there is no such template
     */
    public ObjectType expanded(ObjectType type) {
        if (type.templateId() == null) {
            return type;
        }
        ObjectType template = template(type.templateId())
                .orElseThrow(() -> new InvalidObjectType("TemplateId", "must be the id of a template"))
                .mapping()
                .type();
        return new ObjectType(
                type.name(),
                null,
                type.description(),
                template.allowProfileCreation(),
                template.sourceLastUpdatedTimestampFormat(),
                type.sourcePriority(),
                type.expirationDays(),
                type.maxProfileObjectCount(),
                template.fields(),
                template.keys());
    }

    private static String resource(String name) {
        try (InputStream stream = Templates.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("the template file " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
