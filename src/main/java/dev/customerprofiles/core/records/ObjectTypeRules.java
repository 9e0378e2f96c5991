package dev.customerprofiles.core.records;

final class ObjectTypeRules {

    private ObjectTypeRules() {}

    static void check(ObjectType type) {}
}
