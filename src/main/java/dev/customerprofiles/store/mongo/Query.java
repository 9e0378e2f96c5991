package dev.customerprofiles.store.mongo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Range;

/** A filter with the order of what it finds; an index serves both. */
record Query(Bson filter, Bson order) {

    static Query of(Generation generation, Range range) {
        if (range instanceof Range.OwnedBy owned) {
            return ownedBy(generation, List.of(owned.profileId()), owned.objectType(), owned.itemKind());
        }
        if (range instanceof Range.Oldest oldest) {
            Query newestFirst = ownedBy(generation, List.of(oldest.profileId()), oldest.objectType(), null);
            return new Query(
                    newestFirst.filter(), Sorts.orderBy(Sorts.ascending(Fields.AT), Sorts.descending(Fields.RECORD)));
        }
        if (range instanceof Range.Expired expired) {
            return new Query(
                    Filters.and(generation.here(), Filters.lt(Fields.KEPT_UNTIL, expired.before())),
                    Sorts.ascending(Fields.KEPT_UNTIL, Bodies.ID));
        }
        if (range instanceof Range.Ready) {
            return new Query(
                    Filters.and(generation.here(), few(Fields.READY, Filters.eq(Fields.READY, true))),
                    Sorts.ascending(Bodies.ID));
        }
        if (range instanceof Range.Tombstones tombstones) {
            return new Query(
                    Filters.and(
                            generation.here(), few(Document.ERASED, Filters.lt(Document.ERASED, tombstones.before()))),
                    Sorts.ascending(Bodies.ID));
        }
        if (range instanceof Range.Told told) {
            return new Query(
                    Filters.and(
                            generation.here(),
                            Filters.eq(Fields.PROFILE, told.profileId()),
                            Filters.gte(Fields.CONTENT, "")),
                    Sorts.ascending(Bodies.ID));
        }
        if (range instanceof Range.Erasures) {
            return new Query(
                    Filters.and(generation.here(), few(Fields.ERASING, Filters.gte(Fields.ERASING, ""))),
                    Sorts.ascending(Bodies.ID));
        }
        if (range instanceof Range.DefinedTypes) {
            return definedTypes(generation);
        }
        Range.WaitingFor waiting = (Range.WaitingFor) range;
        return new Query(
                Filters.and(generation.here(), Filters.eq(Fields.WAITS, Text.wellFormed(waiting.identityId()))),
                Sorts.ascending(Fields.AT, Bodies.ID));
    }

    private static Query definedTypes(Generation generation) {
        String first = generation.id(Range.DefinedTypes.PREFIX);
        return new Query(
                Filters.and(
                        Filters.gte(Bodies.ID, first),
                        Filters.lt(Bodies.ID, first + Character.MAX_VALUE),
                        Filters.exists(Fields.DEFINITION)),
                Sorts.ascending(Bodies.ID));
    }

    /** A condition on a member that few documents have: not every server concludes from it that the member must be there. */
    static Bson few(String field, Bson condition) {
        return Filters.and(Filters.exists(field), condition);
    }

    Query and(Bson further) {
        return new Query(Filters.and(filter, further), order);
    }

    /** Objects of any of these owners: of one type, or those that show as one kind of item; null for all. */
    static Query ownedBy(Generation generation, Collection<String> owners, String objectType, String itemKind) {
        Bson owner = owners.size() == 1
                ? Filters.eq(Fields.OWNER, owners.iterator().next())
                : Filters.in(Fields.OWNER, owners);
        List<Bson> filters = new ArrayList<>(List.of(generation.here(), owner));
        if (objectType != null) {
            filters.add(Filters.eq(Fields.TYPE, objectType));
        }
        if (itemKind != null) {
            filters.add(Filters.eq(Fields.ITEM_KIND, itemKind));
        }
        return new Query(
                Filters.and(filters), Sorts.orderBy(Sorts.descending(Fields.AT), Sorts.ascending(Fields.RECORD)));
    }
}
