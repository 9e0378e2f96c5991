package dev.customerprofiles.core.records;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;

import static dev.customerprofiles.core.records.Json.once;

/** The built-in templates, and what they make of the records of a fixture file. */
final class BuiltIn {

    static final Templates TEMPLATES = Templates.builtIn(new Normalisation("US"));

    /** The key by which Ada King is known across systems. */
    static final String PERSON = "_emailFullName=ada.king@example.com|ada king [PROFILE, SECONDARY]";

    private BuiltIn() {}

    static Mapping template(String id) {
        return TEMPLATES.find(id).orElseThrow();
    }

    static Contribution map(String template, ObjectNode file, String record) {
        return template(template).map(once((ObjectNode) file.get(record)));
    }

    static List<String> keys(Contribution contribution) {
        return contribution.keys().stream()
                .map(key -> key.key().name() + "=" + key.key().value() + " "
                        + key.identifiers().stream().sorted().toList())
                .toList();
    }

    static ObjectNode item(Contribution contribution) {
        return contribution.item().orElseThrow().fields();
    }
}
