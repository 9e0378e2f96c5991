package dev.customerprofiles.doors.rest.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Every operation of the wire contract and every addition of ours, from the tables in {@code dialect/}. */
@Singleton
public class Contract {

    private final Map<String, Operation> byName = new HashMap<>();
    private final Map<String, Operation> byMethod = new HashMap<>();
    private final Paths paths = new Paths();
    private final Set<String> supported = new HashSet<>();

    Contract() {
        JsonNode contract = load("operations.json");
        JsonNode additions = load("additions.json");
        Shapes shapes = new Shapes(List.of(contract.path("shapes"), additions.path("shapes")));
        for (JsonNode table : List.of(contract, additions)) {
            table.path("operations").properties().forEach(entry -> {
                Operation operation = shapes.operation(entry.getKey(), entry.getValue());
                byName.put(operation.name(), operation);
                byMethod.put(
                        Character.toLowerCase(operation.name().charAt(0))
                                + operation.name().substring(1),
                        operation);
                paths.add(operation);
            });
        }
        additions.path("operations").fieldNames().forEachRemaining(supported::add);
        additions
                .path("supported")
                .forEach(name -> supported.add(named(name.textValue()).name()));
    }

    /** Whether this service answers the operation, or says only that it does not yet. */
    boolean supports(Operation operation) {
        return supported.contains(operation.name());
    }

    /** The operation that a resource method serves: {@code createDomain} serves CreateDomain. */
    Operation ofMethod(String method) {
        Operation operation = byMethod.get(method);
        if (operation == null) {
            throw new IllegalStateException("the contract has no operation for " + method);
        }
        return operation;
    }

    /** The operation with this name, {@code CreateDomain}. */
    Operation named(String name) {
        Operation operation = byName.get(name);
        if (operation == null) {
            throw new IllegalStateException("the contract has no operation " + name);
        }
        return operation;
    }

    /** The operation that answers this verb on this path; a literal segment goes before a parameter. */
    Optional<Operation> at(String method, String path) {
        return paths.find(method, path);
    }

    Collection<Operation> operations() {
        return byName.values();
    }

    private static JsonNode load(String name) {
        try (InputStream table = Contract.class.getResourceAsStream("/dialect/" + name)) {
            return new ObjectMapper().readTree(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
