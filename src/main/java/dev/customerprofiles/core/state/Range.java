package dev.customerprofiles.core.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Documents that are found by the value of a member instead of by their ids: the objects of a profile, the parked events
 * that wait for a key. A decision that reads one depends on every document that enters, leaves or changes in it.
 */
public sealed interface Range {

    /** As a limit: all documents, with room for those who ask for some more. */
    int ALL = Integer.MAX_VALUE / 4;

    /** The objects that belong to a profile: of one type, or those that show as one kind of item; newest source time first. */
    record OwnedBy(String profileId, String objectType, String itemKind) implements Range {

        private static final Comparator<Document> NEWEST_FIRST = Comparator.comparingLong(
                        (Document d) -> -d.body().path("at").asLong())
                .thenComparing(d -> d.body().path("record").asText())
                .thenComparing(d -> d.ref().id());

        /** All objects. */
        public static OwnedBy all(String profileId) {
            return new OwnedBy(profileId, null, null);
        }

        /** All objects of one type. */
        public static OwnedBy ofType(String profileId, String objectType) {
            return new OwnedBy(profileId, objectType, null);
        }

        /** All objects that show as one kind of item. */
        public static OwnedBy withItem(String profileId, String itemKind) {
            return new OwnedBy(profileId, null, itemKind);
        }

        @Override
        public Kind kind() {
            return Kind.OBJECT;
        }

        @Override
        public long token() {
            return Tokens.of("owner|" + profileId);
        }

        @Override
        public boolean holds(ObjectNode body) {
            return profileId.equals(body.path("owner").asText())
                    && (objectType == null
                            || objectType.equals(body.path("type").asText()))
                    && (itemKind == null
                            || itemKind.equals(body.path("item").path("kind").asText()));
        }

        @Override
        public Comparator<Document> order() {
            return NEWEST_FIRST;
        }
    }

    /** The objects of one type that belong to a profile; oldest source time first. */
    record Oldest(String profileId, String objectType) implements Range {

        @Override
        public Kind kind() {
            return Kind.OBJECT;
        }

        @Override
        public long token() {
            return OwnedBy.ofType(profileId, objectType).token();
        }

        @Override
        public boolean holds(ObjectNode body) {
            return OwnedBy.ofType(profileId, objectType).holds(body);
        }

        @Override
        public Comparator<Document> order() {
            return OwnedBy.NEWEST_FIRST.reversed();
        }
    }

    /** The objects that are kept until a time before this one (epoch milliseconds). Read to find work, not to decide. */
    record Expired(long before) implements Range {

        @Override
        public Kind kind() {
            return Kind.OBJECT;
        }

        @Override
        public long token() {
            return Tokens.of("expired");
        }

        @Override
        public boolean holds(ObjectNode body) {
            return body.path("keptUntil").asLong(Long.MAX_VALUE) < before;
        }

        @Override
        public Comparator<Document> order() {
            return Comparator.comparingLong(
                            (Document d) -> d.body().path("keptUntil").asLong())
                    .thenComparing(d -> d.ref().id());
        }
    }

    /** The parked events that wait for an identity ({@code Ref.id} of an identity); oldest first. */
    record WaitingFor(String identityId) implements Range {

        private static final Comparator<Document> OLDEST_FIRST = Comparator.comparingLong(
                        (Document d) -> d.body().path("at").asLong())
                .thenComparing(d -> d.ref().id());

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }

        @Override
        public long token() {
            return Tokens.of("waits|" + identityId);
        }

        @Override
        public boolean holds(ObjectNode body) {
            for (JsonNode waits : body.path("waits")) {
                if (waits.asText().equals(identityId)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Comparator<Document> order() {
            return OLDEST_FIRST;
        }
    }

    /** The object types that a domain has defined, by name. */
    record DefinedTypes() implements Range {

        /** What the ids of their documents begin with. */
        public static final String PREFIX = "type|";

        private static final String DEFINITION = "definition";

        @Override
        public Kind kind() {
            return Kind.CONFIGURATION;
        }

        @Override
        public long token() {
            return Tokens.of("types");
        }

        @Override
        public boolean holds(ObjectNode body) {
            return body.has(DEFINITION);
        }

        @Override
        public Comparator<Document> order() {
            return Comparator.comparing(d -> d.ref().id());
        }
    }

    /** The identities that have got an owner while parked events wait for them. Read to find work, not to decide. */
    record Ready() implements Range {

        @Override
        public Kind kind() {
            return Kind.IDENTITY;
        }

        @Override
        public long token() {
            return Tokens.of("ready");
        }

        @Override
        public boolean holds(ObjectNode body) {
            return body.path("ready").asBoolean();
        }

        @Override
        public Comparator<Document> order() {
            return Comparator.comparing(d -> d.ref().id());
        }
    }

    /** Tombstones made before a time (epoch milliseconds). Read to find work, not to decide. */
    record Tombstones(Kind kind, long before) implements Range {

        @Override
        public long token() {
            return Tokens.of("tombstones|" + kind.collection());
        }

        @Override
        public boolean holds(ObjectNode body) {
            return body.path(Document.ERASED).asLong(Long.MAX_VALUE) < before;
        }

        @Override
        public Comparator<Document> order() {
            return Comparator.comparing(d -> d.ref().id());
        }
    }

    /** What people said of a profile, in its audit trail. */
    record Told(String profileId) implements Range {

        @Override
        public Kind kind() {
            return Kind.HISTORY;
        }

        @Override
        public long token() {
            return Tokens.of("told|" + profileId);
        }

        @Override
        public boolean holds(ObjectNode body) {
            return body.has("content") && profileId.equals(body.path("profile").asText());
        }

        @Override
        public Comparator<Document> order() {
            return Comparator.comparing(d -> d.ref().id());
        }
    }

    /** The erasures that have not come to their end. Read to find work, not to decide. */
    record Erasures() implements Range {

        @Override
        public Kind kind() {
            return Kind.CONFIGURATION;
        }

        @Override
        public long token() {
            return Tokens.of("erasures");
        }

        @Override
        public boolean holds(ObjectNode body) {
            return body.has("erasing");
        }

        @Override
        public Comparator<Document> order() {
            return Comparator.comparing(d -> d.ref().id());
        }
    }

    Kind kind();

    /** What a commit log entry notes when it changes the range. */
    long token();

    /** Whether a document with this body is in the range. */
    boolean holds(ObjectNode body);

    Comparator<Document> order();

    /** The tokens of the ranges that a document is in. */
    static Set<Long> tokensOf(Kind kind, ObjectNode body) {
        Set<Long> tokens = new HashSet<>();
        if (kind == Kind.OBJECT && body.has("owner")) {
            tokens.add(OwnedBy.all(body.get("owner").asText()).token());
        } else if (kind == Kind.REJECTED) {
            body.path("waits").forEach(waits -> tokens.add(new WaitingFor(waits.asText()).token()));
        } else if (kind == Kind.HISTORY && body.has("content")) {
            tokens.add(new Told(body.path("profile").asText()).token());
        } else if (kind == Kind.CONFIGURATION && new DefinedTypes().holds(body)) {
            tokens.add(new DefinedTypes().token());
        }
        return tokens;
    }

    /**
     * The first documents of a range.
     *
     * @param complete whether there are no more
     */
    record Slice(List<Document> documents, boolean complete) {

        public Slice {
            documents = List.copyOf(documents);
        }

        /** This slice with documents that are newer than what it was read from; not longer than what is still certain. */
        public Slice with(Range range, Collection<Document> newer) {
            Set<Ref> replaced = new HashSet<>();
            List<Document> merged = new ArrayList<>();
            for (Document document : newer) {
                if (document.ref().kind() == range.kind()) {
                    replaced.add(document.ref());
                    if (range.holds(document.body())) {
                        merged.add(document);
                    }
                }
            }
            if (replaced.isEmpty()) {
                return this;
            }
            documents.stream().filter(d -> !replaced.contains(d.ref())).forEach(merged::add);
            merged.sort(range.order());
            if (!complete && documents.isEmpty()) {
                return this; // nothing is certain of what comes first
            }
            if (!complete) {
                Document last = documents.get(documents.size() - 1);
                merged.removeIf(d -> range.order().compare(d, last) > 0);
            }
            return new Slice(merged, complete);
        }
    }
}
