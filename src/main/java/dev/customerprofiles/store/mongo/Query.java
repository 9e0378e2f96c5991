package dev.customerprofiles.store.mongo;

import java.util.ArrayList;
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
            return ownedBy(generation, owned);
        }
        if (range instanceof Range.Ready) {
            return new Query(
                    Filters.and(generation.here(), Filters.eq(Fields.READY, true)), Sorts.ascending(Bodies.ID));
        }
        if (range instanceof Range.Tombstones tombstones) {
            return new Query(
                    Filters.and(generation.here(), Filters.lt(Document.ERASED, tombstones.before())),
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

    Query and(Bson further) {
        return new Query(Filters.and(filter, further), order);
    }

    private static Query ownedBy(Generation generation, Range.OwnedBy owned) {
        List<Bson> filters = new ArrayList<>(List.of(generation.here(), Filters.eq(Fields.OWNER, owned.profileId())));
        if (owned.objectType() != null) {
            filters.add(Filters.eq(Fields.TYPE, owned.objectType()));
        }
        if (owned.itemKind() != null) {
            filters.add(Filters.eq(Fields.ITEM_KIND, owned.itemKind()));
        }
        return new Query(
                Filters.and(filters), Sorts.orderBy(Sorts.descending(Fields.AT), Sorts.ascending(Fields.RECORD)));
    }
}
