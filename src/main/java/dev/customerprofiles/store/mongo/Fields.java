package dev.customerprofiles.store.mongo;

import dev.customerprofiles.core.profiles.LiveContact;
import dev.customerprofiles.core.profiles.Profile;

/** Members of the documents' bodies that queries and indexes name. */
final class Fields {

    static final String AT = "at";

    static final String OWNER = "owner";
    static final String TYPE = "type";
    static final String RECORD = "record";
    static final String KEPT_UNTIL = "keptUntil";
    static final String ITEM_KIND = "item.kind";

    /** Of an object: the ids of its identities. Of a profile: {@link #KEYS_NAME} and {@link #KEYS_VALUE}. */
    static final String KEYS = "keys";

    static final String NAME = "name";
    static final String VALUE = "value";
    static final String KEYS_NAME = KEYS + '.' + NAME;
    static final String KEYS_VALUE = KEYS + '.' + VALUE;

    /** Of an identity: who is known to have the value, and how many references by others there are. */
    static final String OWNERS = "owners";

    static final String OWNER_ID = "id";
    static final String OTHERS = "others";

    /** Of an identity that matching rules compare: that several have it. */
    static final String SHARED = "shared";

    static final String READY = "ready";

    static final String LIVE = LiveContact.LIVE;

    static final String CREATED_AT = "createdAt";
    static final String WORDS = "words";

    /** Of a merged id: the profile that it is part of. */
    static final String REDIRECT = Profile.REDIRECT;

    /** Of a profile: the ids that it goes by, where there are several. */
    static final String ORIGINS = "origins";

    static final String ORIGINS_ID = ORIGINS + ".id";

    static final String EVENT = "event";
    static final String SOURCE = "source";
    static final String WAITS = "waits";
    static final String REASON = "reason";

    /** Of an entry of the audit trail. */
    static final String PROFILE = "profile";

    static final String ACTION = "action";
    static final String BY = "by";
    static final String CONTENT = "content";

    /** Of an erasure that goes on: the profile's id. */
    static final String ERASING = "erasing";

    /** Of an object type, unless it is deleted. */
    static final String DEFINITION = "definition";

    private Fields() {}
}
