package dev.customerprofiles.store;

/** A profile that a commit created, updated, merged, unmerged or deleted; one per profile and commit. */
public record ProfileChange(String profileId, Type type) {

    public enum Type {
        CREATED,
        UPDATED,
        /** It is part of another profile now. */
        MERGED,
        /** It is a profile of its own again. */
        UNMERGED,
        DELETED
    }
}
