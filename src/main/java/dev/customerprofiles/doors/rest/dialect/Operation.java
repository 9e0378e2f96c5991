package dev.customerprofiles.doors.rest.dialect;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * One operation of the API: how it is called and what its request must be.
 *
 * @param uri  path template, {@code /domains/{DomainName}}
 * @param path what is demanded of the parameters in the path, by their names
 * @param query what is demanded of the parameters in the query, by their names there
 * @param body what is demanded of the body, or null where the operation has none
 */
public record Operation(
        String name, String method, String uri, Map<String, Rule> path, List<QueryMember> query, Rule.Members body) {

    private static final Violation NOT_WHOLE = Violation.of("must be an integer");

    record QueryMember(String name, String wireName, boolean required, Rule rule) {

        /** As SDKs call it, and as it is in the query. */
        private String label() {
            return name.equals(wireName) ? name : name + " (" + wireName + ')';
        }
    }

    /** Checks path and query; throws the error that names the member and the rule. */
    void checkParameters(Map<String, List<String>> inPath, Map<String, List<String>> inQuery) {
        path.forEach((name, rule) -> {
            for (String value : inPath.getOrDefault(name, List.of())) {
                refuse(rule.check(TextNode.valueOf(value)), name);
            }
        });
        for (QueryMember member : query) {
            refuse(checkQuery(member, inQuery.getOrDefault(member.wireName(), List.of())), member.label());
        }
    }

    /** The body without what the contract does not know, and without what is null. */
    JsonNode known(JsonNode value) {
        return body == null ? value : body.known(value);
    }

    /** Checks the body; throws the error that names the member and the rule. */
    void checkBody(JsonNode value) {
        Violation violation = body == null ? null : body.check(value);
        if (violation != null) {
            throw ApiError.badRequest(violation.message());
        }
    }

    private static void refuse(Violation violation, String member) {
        if (violation != null) {
            throw ApiError.badRequest(violation.inside(member).message());
        }
    }

    private static Violation checkQuery(QueryMember member, List<String> values) {
        if (values.isEmpty()) {
            return member.required() ? Violation.of("is required") : null;
        }
        if (member.rule() instanceof Rule.Items list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            values.forEach(all::add);
            return list.check(all);
        }
        return values.size() > 1 ? Violation.of("must be given once") : checkText(member.rule(), values.get(0));
    }

    private static Violation checkText(Rule rule, String text) {
        if (rule instanceof Rule.Whole) {
            try {
                return rule.check(LongNode.valueOf(Long.parseLong(text)));
            } catch (NumberFormatException e) {
                return NOT_WHOLE;
            }
        }
        if (rule instanceof Rule.Flag && (text.equals("true") || text.equals("false"))) {
            return rule.check(BooleanNode.valueOf(Boolean.parseBoolean(text)));
        }
        return rule.check(TextNode.valueOf(text));
    }
}
