package dev.customerprofiles.store.mongo;

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;

/**
 * The indexes of the customer data. None but the one on {@code _id} is unique, so that the collections can be sharded by it, and
 * none carries correctness.
 */
public final class MongoIndexes {

    private final MongoData data;

    public MongoIndexes(MongoData data) {
        this.data = data;
    }

    /** Creates those that are missing. */
    public Uni<Void> create() {
        return Multi.createBy()
                .concatenating()
                .streams(
                        on(data.commits(), head(), undone()),
                        on(data.documents(Kind.IDENTITY), few(Fields.READY), few(Fields.SHARED), few(Document.ERASED)),
                        on(
                                data.documents(Kind.OBJECT),
                                objectsOfType(),
                                objectsWithItem(),
                                objectsByKey(),
                                few(Fields.LIVE),
                                objectsByExpiry(),
                                newestOfType(),
                                few(Document.ERASED)),
                        on(
                                data.documents(Kind.PROFILE),
                                profiles(),
                                profilesByKey(),
                                profilesByWord(),
                                few(Document.ERASED)),
                        on(data.documents(Kind.CONFIGURATION), few(Fields.ERASING), few(Document.ERASED)),
                        on(
                                data.documents(Kind.HISTORY),
                                historyOfEvent(),
                                historyOfProfile(),
                                expiry(),
                                few(Document.ERASED)),
                        on(
                                data.documents(Kind.REJECTED),
                                rejectedByTime(),
                                rejectedWaiting(),
                                few(Fields.LIVE),
                                expiry(),
                                few(Document.ERASED)))
                .onItem()
                .ignoreAsUni()
                .plug(Calls::harmless);
    }

    private static Multi<String> on(MongoCollection<?> collection, IndexModel... indexes) {
        return Calls.all(() -> collection.createIndexes(List.of(indexes)))
                .onItem()
                .transformToMulti(names -> Multi.createFrom().iterable(names));
    }

    private static IndexModel head() {
        return index("head", Indexes.ascending(Bodies.GENERATION, Slots.NUMBER));
    }

    private static IndexModel undone() {
        return index("undone", Indexes.ascending(Bodies.GENERATION, Slots.DONE, Slots.NUMBER));
    }

    private static IndexModel objectsOfType() {
        return index("owner_type", newestFirst(Fields.OWNER, Fields.TYPE));
    }

    private static IndexModel objectsWithItem() {
        return index("owner_item", newestFirst(Fields.OWNER, Fields.ITEM_KIND));
    }

    private static Bson newestFirst(String... fields) {
        return Indexes.compoundIndex(
                Indexes.ascending(Bodies.GENERATION),
                Indexes.ascending(fields),
                Indexes.descending(Fields.AT),
                Indexes.ascending(Fields.RECORD));
    }

    private static IndexModel newestOfType() {
        return index(
                "type_newest",
                Indexes.compoundIndex(
                        Indexes.ascending(Bodies.GENERATION, Fields.TYPE), Indexes.descending(Fields.AT)));
    }

    private static IndexModel objectsByKey() {
        return index("keys", Indexes.ascending(Bodies.GENERATION, Fields.KEYS, Fields.OWNER));
    }

    private static IndexModel objectsByExpiry() {
        return index("kept_until", Indexes.ascending(Bodies.GENERATION, Fields.KEPT_UNTIL, Bodies.ID));
    }

    private static IndexModel profiles() {
        return index("profiles", Indexes.ascending(Bodies.GENERATION, Fields.CREATED_AT));
    }

    private static IndexModel profilesByKey() {
        return index("keys", Indexes.ascending(Bodies.GENERATION, Fields.KEYS_VALUE, Fields.KEYS_NAME, Bodies.ID));
    }

    private static IndexModel profilesByWord() {
        return index("words", Indexes.ascending(Bodies.GENERATION, Fields.WORDS));
    }

    private static IndexModel historyOfEvent() {
        return index(
                "event",
                Indexes.compoundIndex(
                        Indexes.ascending(Bodies.GENERATION, Fields.EVENT), Indexes.descending(Fields.AT)));
    }

    private static IndexModel historyOfProfile() {
        return index(
                "profile",
                Indexes.compoundIndex(
                        Indexes.ascending(Bodies.GENERATION, Fields.PROFILE),
                        Indexes.descending(Fields.AT),
                        Indexes.ascending(Bodies.ID)));
    }

    private static IndexModel rejectedByTime() {
        return index(
                "received",
                Indexes.compoundIndex(
                        Indexes.ascending(Bodies.GENERATION),
                        Indexes.descending(Fields.AT),
                        Indexes.ascending(Bodies.ID)));
    }

    private static IndexModel rejectedWaiting() {
        return index("waits", Indexes.ascending(Bodies.GENERATION, Fields.WAITS, Fields.AT, Bodies.ID));
    }

    private static IndexModel expiry() {
        return new IndexModel(
                Indexes.ascending(Bodies.EXPIRES),
                new IndexOptions().name("expiry").expireAfter(0L, TimeUnit.SECONDS));
    }

    /**
     * For a member that few documents have; to be asked with {@link Query#few}. A sparse index does the same, but some servers work
     * out its terms for every document that is written, three times as long as the write itself.
     */
    private static IndexModel few(String field) {
        return new IndexModel(
                Indexes.ascending(field),
                new IndexOptions().name("few_" + field).partialFilterExpression(Filters.exists(field)));
    }

    private static IndexModel index(String name, Bson keys) {
        return new IndexModel(keys, new IndexOptions().name(name));
    }
}
