package dev.customerprofiles.doors.rest;

/** The lists of items that a profile shows. */
enum Pane {
    CASES("Cases", "CASE"),
    CONTACTS("Contacts", "CONTACT"),
    ASSETS("Assets", "ASSET"),
    ORDERS("Orders", "ORDER");

    private final String member;
    private final String itemKind;

    Pane(String member, String itemKind) {
        this.member = member;
        this.itemKind = itemKind;
    }

    /** Its name in the whole profile. */
    String member() {
        return member;
    }

    /** What the store calls such an item. */
    String itemKind() {
        return itemKind;
    }
}
