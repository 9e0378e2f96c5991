package dev.customerprofiles.core.records;

/** A mapping that cannot be used; the message names the member and the rule and holds no customer data. */
public final class InvalidObjectType extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String member;
    private final String rule;

    /** @param member path of the offending member, such as {@code Fields.email.Source} */
    public InvalidObjectType(String member, String rule) {
        super(member + ": " + rule);
        this.member = member;
        this.rule = rule;
    }

    public String member() {
        return member;
    }

    public String rule() {
        return rule;
    }
}
