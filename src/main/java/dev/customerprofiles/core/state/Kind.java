package dev.customerprofiles.core.state;

/** The kinds of documents that hold the data of a domain's customers; each is a collection of its own. */
public enum Kind {
    IDENTITY("identities"),
    OBJECT("objects"),
    PROFILE("profiles"),
    HISTORY("history"),
    REJECTED("rejected");

    private final String collection;

    Kind(String collection) {
        this.collection = collection;
    }

    public String collection() {
        return collection;
    }
}
