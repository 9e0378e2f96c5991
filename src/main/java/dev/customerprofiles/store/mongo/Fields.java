package dev.customerprofiles.store.mongo;

/** Members of the documents' bodies that queries and indexes name. */
final class Fields {

    static final String AT = "at";

    static final String OWNER = "owner";
    static final String TYPE = "type";
    static final String RECORD = "record";
    static final String ITEM_KIND = "item.kind";

    /** Of an object: the ids of its identities. Of a profile: {@link #KEYS_NAME} and {@link #KEYS_VALUE}. */
    static final String KEYS = "keys";

    static final String KEYS_NAME = "keys.name";
    static final String KEYS_VALUE = "keys.value";

    static final String CREATED_AT = "createdAt";
    static final String WORDS = "words";

    static final String EVENT = "event";
    static final String SOURCE = "source";
    static final String WAITS = "waits";

    private Fields() {}
}
