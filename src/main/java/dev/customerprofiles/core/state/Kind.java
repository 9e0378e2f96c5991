package dev.customerprofiles.core.state;

/** The kinds of documents that commits change; each is a collection of its own. */
public enum Kind {
    IDENTITY("identities"),
    OBJECT("objects"),
    PROFILE("profiles"),
    HISTORY("history"),
    REJECTED("rejected"),
    /** What a domain has decided, as far as decisions about its customers depend on it. */
    CONFIGURATION("configuration");

    private final String collection;

    Kind(String collection) {
        this.collection = collection;
    }

    public String collection() {
        return collection;
    }
}
