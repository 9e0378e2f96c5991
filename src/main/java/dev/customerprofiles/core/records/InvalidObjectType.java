package dev.customerprofiles.core.records;

/** A mapping that cannot work; the message names member and rule. */
public final class InvalidObjectType extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidObjectType(String member, String rule) {
        super(member + " " + rule);
    }
}
