package dev.customerprofiles.store;

/** A call to the document server that failed, or whose result is unknown; the message never carries customer data. */
public final class StoreFailure extends RuntimeException {

    /** A failure that the server reported; its own text is left out because it may quote documents. */
    public StoreFailure(int code) {
        super("the document server reported error " + code);
    }

    /** A failure to reach the server. */
    public StoreFailure(Throwable cause) {
        super("the document server did not answer", cause);
    }
}
