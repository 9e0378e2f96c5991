package dev.customerprofiles.store;

/** The writes of a commit take more room than the server has for one; nothing was sent. */
public final class CommitTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommitTooLarge(long bytes, long capacity) {
        super("the writes of a commit take " + bytes + " bytes, more than " + capacity);
    }
}
