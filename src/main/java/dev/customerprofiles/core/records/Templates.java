package dev.customerprofiles.core.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.state.Json;

/** The built-in object types, by template id; each is a JSON file in {@code templates/}, listed in {@code templates/index.json}. */
public final class Templates {

    private static final String FOLDER = "/templates/";

    private final Map<String, Mapping> mappings;

    private Templates(Map<String, Mapping> mappings) {
        this.mappings = mappings;
    }

    public static Templates builtIn(Normalisation normalisation) {
        Map<String, Mapping> mappings = new LinkedHashMap<>();
        for (JsonNode id : read("index.json")) {
            String name = id.asText();
            ObjectType type = ObjectType.parse(name, (ObjectNode) read(name + ".json"));
            mappings.put(name, Mapping.compile(type, normalisation));
        }
        return new Templates(mappings);
    }

    /** The object type that a template id stands for where a domain defines none of that name. */
    public Optional<Mapping> find(String templateId) {
        return Optional.ofNullable(mappings.get(templateId));
    }

    public Collection<Mapping> all() {
        return mappings.values();
    }

    private static JsonNode read(String file) {
        try (InputStream in = Templates.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("no template file " + file);
            }
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("the template file " + file + " cannot be read", e);
        }
    }
}
