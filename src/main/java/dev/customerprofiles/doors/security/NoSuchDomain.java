package dev.customerprofiles.doors.security;

/** There is no such domain, or the caller may not know of it. */
public final class NoSuchDomain extends RuntimeException {

    public static final String MESSAGE = "The domain does not exist.";

    public NoSuchDomain() {
        super(MESSAGE, null, false, false);
    }
}
