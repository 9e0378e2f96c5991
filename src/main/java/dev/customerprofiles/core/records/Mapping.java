package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;

/** STUB until records lands */
public final class Mapping {
    public static Mapping compile(ObjectType type, Normalisation n) {
        return new Mapping(type, n);
    }

    private final ObjectType type;
    private final Normalisation normalisation;

    private Mapping(ObjectType type, Normalisation n) {
        this.type = type;
        this.normalisation = n;
    }

    public ObjectType type() {
        return type;
    }

    private String value(ObjectNode r, String field) {
        String s = type.fields().get(field).source().replace("{{_source.", "").replace("}}", "");
        return r.path(s).asText("");
    }

    public Optional<String> uniqueKey(ObjectNode raw) {
        for (var e : type.keys().entrySet())
            for (var k : e.getValue())
                if (k.identifiers().contains(StandardIdentifier.UNIQUE))
                    return Optional.of(value(raw, k.fieldNames().get(0))).filter(x -> !x.isBlank());
        return Optional.empty();
    }

    public Optional<Instant> sourceTime(ObjectNode raw) {
        return Optional.empty();
    }

    public Contribution map(Accumulated a) {
        var eff = a.effective();
        var fields = new java.util.TreeMap<String, Value>();
        var item = dev.customerprofiles.core.state.Json.object();
        boolean[] hasItem = {false};
        type.fields().forEach((name, f) -> {
            String v = value(eff.record(), name);
            if (f.target() == null || v.isBlank()) return;
            String t = f.target();
            Instant at = eff.timeOf("/" + f.source().replace("{{_source.", "").replace("}}", ""));
            if (t.startsWith("_profile.Address."))
                fields.put(
                        "Address",
                        new Value(dev.customerprofiles.core.state.Json.object().put("City", v), at));
            else if (t.startsWith("_profile."))
                fields.put(t.substring(9), new Value(com.fasterxml.jackson.databind.node.TextNode.valueOf(v), at));
            else {
                hasItem[0] = true;
                item.put(t.substring(6), v);
            }
        });
        var keys = new java.util.ArrayList<RecordKey>();
        type.keys()
                .forEach((name, ds) -> ds.forEach(d -> {
                    String v = value(eff.record(), d.fieldNames().get(0));
                    normalisation
                            .normalise(type.fields().get(d.fieldNames().get(0)).contentType(), v)
                            .ifPresent(n -> keys.add(new RecordKey(
                                    new dev.customerprofiles.core.identity.Key(name, n), d.identifiers())));
                }));
        return new Contribution(
                fields,
                hasItem[0] ? Optional.of(new Item(ItemKind.CASE, item)) : Optional.empty(),
                keys,
                java.util.Map.of());
    }
}
