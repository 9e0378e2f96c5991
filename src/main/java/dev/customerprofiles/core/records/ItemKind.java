package dev.customerprofiles.core.records;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of things that a profile shows in panes of their own, with the object that mappings target. */
public enum ItemKind {
    CASE("_case"),
    CONTACT("_contact"),
    ASSET("_asset"),
    ORDER("_order");

    private final String target;

    ItemKind(String target) {
        this.target = target;
    }

    public static Optional<ItemKind> ofTarget(String object) {
        return Arrays.stream(values())
                .filter(kind -> kind.target.equals(object))
                .findFirst();
    }
}
