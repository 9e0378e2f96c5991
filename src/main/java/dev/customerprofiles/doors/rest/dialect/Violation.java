package dev.customerprofiles.doors.rest.dialect;

/**
 * A constraint that a request does not keep.
 *
 * @param member where in the request, by the names of the wire contract; empty for the value that was checked itself
 * @param rule   what it must be; never the value that it was
 */
record Violation(String member, String rule) {

    static Violation of(String rule) {
        return new Violation("", rule);
    }

    Violation inside(String name) {
        if (member.isEmpty()) {
            return new Violation(name, rule);
        }
        return new Violation(name + (member.startsWith("[") ? "" : ".") + member, rule);
    }

    String message() {
        return (member.isEmpty() ? "The request" : member) + ' ' + rule + '.';
    }
}
