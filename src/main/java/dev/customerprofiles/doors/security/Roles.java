package dev.customerprofiles.doors.security;

/** The roles that a token can carry. */
public final class Roles {

    /** Reads, searches, associates and edits profiles. */
    public static final String AGENT = "agent";
    /** Puts objects and asks what became of them. */
    public static final String INTEGRATOR = "integrator";
    /** Runs domains, types, integrations and rejected events. */
    public static final String ADMIN = "admin";
    /** Erases and exports. */
    public static final String PRIVACY = "privacy";

    private Roles() {}
}
