package dev.customerprofiles.core.records;

/** The kinds of things that a customer's profile lists. */
public enum ItemKind {
    CASE,
    CONTACT,
    ASSET,
    ORDER
}
