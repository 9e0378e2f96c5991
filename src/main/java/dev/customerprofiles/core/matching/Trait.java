package dev.customerprofiles.core.matching;

/** What is compared of two profiles. How alike they are in it is a level, 0 for different up to {@link #levels} - 1 for the same. */
public enum Trait {
    FIRST_NAME("FirstName", 4, false),
    LAST_NAME("LastName", 4, true),
    BIRTH_DATE("BirthDate", 3, false),
    EMAIL("EmailAddress", 3, true),
    PHONE("PhoneNumber", 3, true),
    STREET("Address.Address1", 4, true),
    LOCALITY("Address.City", 4, true);

    private final String field;
    private final int levels;
    private final boolean ofHousehold;

    Trait(String field, int levels, boolean ofHousehold) {
        this.field = field;
        this.levels = levels;
        this.ofHousehold = ofHousehold;
    }

    /** The field of the golden record that stands for it in explanations. */
    public String field() {
        return field;
    }

    int levels() {
        return levels;
    }

    int same() {
        return levels - 1;
    }

    /** Whether people who live together have it in common. */
    boolean ofHousehold() {
        return ofHousehold;
    }
}
