package dev.customerprofiles.store;

/** The caller sent a page token that was never given out. */
public final class BadPageToken extends IllegalArgumentException {

    public BadPageToken() {
        super("the page token is not one that was given out");
    }
}
