package dev.customerprofiles.core.events;

import java.util.Collection;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.records.StoredType;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/**
 * The object types of a domain as one decision sees them: what the domain has defined, and behind it the templates, each of which
 * is a type under its own id.
 */
public final class Types {

    /** Member of a type's document that is absent once the type is deleted. */
    private static final String DEFINITION = "definition";

    private static final String INCARNATION = "incarnation";

    private final View view;
    private final Mappings mappings;

    Types(View view, Mappings mappings) {
        this.view = view;
        this.mappings = mappings;
    }

    /** The document of a defined type. */
    public static Ref ref(String name) {
        return new Ref(Kind.CONFIGURATION, Range.DefinedTypes.PREFIX + name);
    }

    /** The type that a document defines; empty where the type is deleted. */
    public static Optional<DefinedType> read(ObjectNode body) {
        return body.has(DEFINITION) ? Optional.of(Json.read(body, DefinedType.class)) : Optional.empty();
    }

    /** How records of a type are read, by the document of that type if it has one. */
    public static Optional<Mapping> mapping(String name, Optional<ObjectNode> body, Mappings mappings) {
        return body.flatMap(Types::read)
                .map(mappings::of)
                .or(() -> mappings.template(name, body.map(Types::incarnation).orElse(null)));
    }

    /** Which of the types of its name a document is about; null for the first one. */
    static String incarnation(ObjectNode body) {
        return body.path(INCARNATION).textValue();
    }

    /** What is left of a deleted type's document: what the next type of its name will be told by. */
    static ObjectNode deleted(String name, String nextIncarnation) {
        return Json.object().put("name", name).put(INCARNATION, nextIncarnation);
    }

    /** How records of this type are read. */
    Optional<Mapping> find(String name) {
        return mapping(name, view.get(ref(name)), mappings);
    }

    /** How records stored under this name are read; empty where their type is deleted. */
    Optional<Mapping> present(String storedAs) {
        return find(StoredType.name(storedAs))
                .filter(mapping -> mapping.storedAs().equals(storedAs));
    }

    /** Sees to it that these types can be asked for without another read. */
    void expect(Collection<String> storedAs) {
        view.expect(storedAs.stream().map(StoredType::name).map(Types::ref).toList());
    }

    /** SourcePriority of the type that records are stored under, 1 the strongest; null where it has none or is deleted. */
    Integer priority(String storedAs) {
        return present(storedAs).map(mapping -> mapping.type().sourcePriority()).orElse(null);
    }
}
