package dev.customerprofiles.store;

/** A profile that a commit created, updated or deleted; one per profile and commit. */
public record ProfileChange(String profileId, Type type) {

    public enum Type {
        CREATED,
        UPDATED,
        DELETED
    }
}
