package dev.customerprofiles.core.events;

import java.util.Collection;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Mappings;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/**
 * The object types of a domain as one decision sees them: what the domain has defined, and behind it the templates, each of which
 * is a type under its own id (R§3.6).
 */
public final class Types {

    /** What the ids of their documents begin with. */
    public static final String PREFIX = "type|";

    private final View view;
    private final Mappings mappings;

    Types(View view, Mappings mappings) {
        this.view = view;
        this.mappings = mappings;
    }

    /** The document of a defined type. */
    public static Ref ref(String name) {
        return new Ref(Kind.CONFIGURATION, PREFIX + name);
    }

    public static DefinedType read(ObjectNode body) {
        return Json.read(body, DefinedType.class);
    }

    /** How records of this type are read. */
    Optional<Mapping> find(String name) {
        Optional<ObjectNode> defined = view.get(ref(name));
        return defined.isPresent() ? defined.map(Types::read).map(mappings::of) : mappings.template(name);
    }

    /** Sees to it that these types can be asked for without another read. */
    void expect(Collection<String> names) {
        view.expect(names.stream().map(Types::ref).toList());
    }

    /** SourcePriority of a type, 1 the strongest; null where it has none. */
    Integer priority(String name) {
        return find(name).map(mapping -> mapping.type().sourcePriority()).orElse(null);
    }
}
