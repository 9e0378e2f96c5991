package dev.customerprofiles.doors.rest.dialect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds operations by verb and path, segment by segment. Not decoded: an encoded slash stays inside its segment. Only an ARN may
 * have its slashes as they are.
 */
final class Paths {

    private static final String ARN = "{resourceArn}";

    private final Node root = new Node();

    void add(Operation operation) {
        Node node = root;
        for (String segment : segments(operation.uri())) {
            node.hasRest |= segment.equals(ARN);
            node = segment.startsWith("{")
                    ? node.parameter()
                    : node.literals.computeIfAbsent(segment, absent -> new Node());
        }
        node.operations.put(operation.method(), operation);
    }

    Optional<Operation> find(String method, String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        return Optional.ofNullable(find(root, segments(path), 0, method));
    }

    private static Operation find(Node node, String[] segments, int at, String method) {
        if (at == segments.length) {
            return node.operations.get(method);
        }
        Node literal = node.literals.get(segments[at]);
        Operation found = literal == null ? null : find(literal, segments, at + 1, method);
        if (found == null && node.parameter != null && !segments[at].isEmpty()) {
            found = find(node.parameter, segments, node.hasRest ? segments.length : at + 1, method);
        }
        return found;
    }

    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }

    private static final class Node {

        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Operation> operations = new HashMap<>();
        private Node parameter;
        /** Whether the parameter is everything that is left. */
        private boolean hasRest;

        private Node parameter() {
            if (parameter == null) {
                parameter = new Node();
            }
            return parameter;
        }
    }
}
