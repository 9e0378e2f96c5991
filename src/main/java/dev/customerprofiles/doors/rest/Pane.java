package dev.customerprofiles.doors.rest;

/** The lists of items that a profile shows. */
enum Pane {
    CASES("Cases", "cases", "CASE"),
    CONTACTS("Contacts", "contacts", "CONTACT"),
    ASSETS("Assets", "assets", "ASSET"),
    ORDERS("Orders", "orders", "ORDER");

    private final String member;
    private final String stored;
    private final String itemKind;

    Pane(String member, String stored, String itemKind) {
        this.member = member;
        this.stored = stored;
        this.itemKind = itemKind;
    }

    /** Its name in the whole profile. */
    String member() {
        return member;
    }

    /** Its name in the stored document. */
    String stored() {
        return stored;
    }

    /** What the store calls such an item. */
    String itemKind() {
        return itemKind;
    }
}
