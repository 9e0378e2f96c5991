package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;

/** An object type made ready to read records; may be used by many threads at once. */
public final class Mapping {

    private final ObjectType type;

    private Mapping(ObjectType type) {
        this.type = type;
    }

    /**
     * Prepares a type that has fields and keys.
     *
     * @throws InvalidObjectType if it cannot be used
     */
    public static Mapping compile(ObjectType type, Normalisation normalisation) {
        ObjectTypeRules.check(type);
        return new Mapping(type);
    }

    public ObjectType type() {
        return type;
    }

    /** What identifies the record among those of its type; empty where it carries no value for any part of its UNIQUE key. */
    public Optional<String> uniqueKey(ObjectNode raw) {
        return Optional.empty();
    }

    /** When the source changed the record, as far as the record says so readably. */
    public Optional<Instant> sourceTime(ObjectNode raw) {
        return Optional.empty();
    }

    /** What a record, over its versions, says about its customer. */
    public Contribution map(Accumulated record) {
        return new Contribution(Map.of(), Optional.empty(), List.of(), Map.of());
    }
}
