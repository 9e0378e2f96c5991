package dev.customerprofiles.store.mongo;

import java.util.ArrayList;
import java.util.List;

import io.quarkus.mongodb.panache.common.MongoEntity;
import org.bson.codecs.pojo.annotations.BsonId;

/** A name, the domain that has it now, if any, and the deleted ones that had it and whose data is still being removed. */
@MongoEntity(collection = "domains")
public class DomainDocument {

    @BsonId
    public String name;

    public Live live;
    public List<Grave> dead = new ArrayList<>();

    /** The domain that has the name. */
    public static class Live {
        public String generation;
        /** JSON text: tags may have dots in their keys. */
        public String settings;

        public long createdAt;
        public long lastUpdatedAt;
    }

    /** A deleted domain. */
    public static class Grave {
        public String generation;
        public long at;
    }
}
