package dev.customerprofiles.store;

/**
 * A profile that a commit created, updated, merged, unmerged or deleted, or a live contact that it changed; one per document and
 * commit.
 *
 * @param profileId the profile's id; of a contact, that of the document which tells of it
 */
public record ProfileChange(String profileId, Type type) {

    public enum Type {
        CREATED,
        UPDATED,
        /** It is part of another profile now. */
        MERGED,
        /** It is a profile of its own again. */
        UNMERGED,
        DELETED,
        /** A contact began, changed while it was in progress, or ended. */
        CONTACT
    }
}
