package dev.customerprofiles.core.records;

import java.util.List;

/** The source of a field: where in a record its text comes from. */
interface Expression {

    /** The text it stands for; empty where the record says nothing. */
    String text(Reading reading);

    /** @throws InvalidObjectType where it is neither an accessor nor a template */
    static Expression compile(String member, String source) {
        if (source.contains("{{")) {
            return TemplateExpression.compile(member, source);
        }
        List<String> steps = List.of(source.split("\\.", -1));
        if (steps.size() < 2
                || !steps.get(0).equals("_source")
                || steps.stream().anyMatch(String::isBlank)) {
            throw new InvalidObjectType(member, "must be an accessor that begins with _source. or a template");
        }
        return new Accessor(steps.subList(1, steps.size()));
    }

    /** Members from the record down. */
    record Accessor(List<String> steps) implements Expression {

        @Override
        public String text(Reading reading) {
            Object value = reading.root();
            for (String step : steps) {
                value = value instanceof Reading.Node node ? node.get(step) : null;
            }
            return value == null ? "" : value.toString();
        }
    }
}
