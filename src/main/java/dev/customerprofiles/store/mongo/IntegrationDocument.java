package dev.customerprofiles.store.mongo;

import java.util.List;

import io.quarkus.mongodb.panache.common.MongoEntity;
import org.bson.codecs.pojo.annotations.BsonId;

/** An integration; {@code id} is generation and Uri. */
@MongoEntity(collection = "integrations")
public class IntegrationDocument {

    @BsonId
    public String id;

    public String domain;
    public String generation;
    public String uri;
    public String objectTypeName;
    public List<Pair> objectTypeNames;
    public List<Pair> tags;
    public String roleArn;
    public String scope;
    public long createdAt;
    public long lastUpdatedAt;

    /** An entry of a map whose keys are the caller's: they may be nothing that a field can be called. */
    public static class Pair {
        public String key;
        public String value;
    }
}
