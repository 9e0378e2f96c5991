package dev.customerprofiles.store.mongo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Customers.Found;

/**
 * Finds the profiles that have any of some keys. The identity documents know the owners of their values, up to a few; where
 * a value has more of them, objects and profiles that carry the key are asked.
 */
final class KeySearch {

    /** How many objects are read at once in search of owners; an owner may have many objects with the same key. */
    private static final int STEP = 256;

    private static final BsonInt32 ZERO = new BsonInt32(0);
    private static final BsonArray NONE = new BsonArray();

    private final MongoData data;
    private final Generation generation;
    private final List<Key> keys;

    KeySearch(MongoData data, Generation generation, Collection<Key> keys) {
        this.data = data;
        this.generation = generation;
        this.keys = keys.stream().distinct().toList();
    }

    /** Up to {@code limit} profiles with ids above {@code after}, ascending; those that were removed are passed over. */
    Uni<List<Found>> page(String after, int limit) {
        return identities().chain(identities -> page(identities, after, limit, List.of()));
    }

    private Uni<List<Found>> page(
            Map<String, RawBsonDocument> identities, String after, int limit, List<Found> before) {
        int wanted = limit - before.size();
        return candidates(identities, after, wanted)
                .chain(candidates -> existing(candidates).chain(found -> {
                    List<Found> all = new ArrayList<>(before);
                    all.addAll(found);
                    return all.size() == limit || candidates.size() < wanted
                            ? Uni.createFrom().item(all)
                            : page(identities, candidates.lastKey(), limit, all);
                }));
    }

    private Uni<Map<String, RawBsonDocument>> identities() {
        Set<String> ids = keys.stream().map(key -> generation.id(key.ref())).collect(Collectors.toSet());
        return Calls.all(() -> data.documents(Kind.IDENTITY).find(Filters.in(Bodies.ID, ids)))
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                identity -> identity.getString(Bodies.ID).getValue(), identity -> identity)));
    }

    /**
     * The first profiles of all keys together, each with all the keys it has: whoever is among the first of all keys is
     * among the first of each of its own.
     */
    private Uni<SortedMap<String, List<Key>>> candidates(
            Map<String, RawBsonDocument> identities, String after, int limit) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> owners(key, identities.get(generation.id(key.ref())), after, limit)
                        .map(owners -> Map.entry(key, owners)))
                .collect()
                .asList()
                .map(byKey -> {
                    TreeMap<String, List<Key>> candidates = new TreeMap<>();
                    byKey.forEach(entry -> entry.getValue().forEach(owner -> candidates
                            .computeIfAbsent(owner, ignored -> new ArrayList<>())
                            .add(entry.getKey())));
                    return first(candidates, limit);
                });
    }

    private static SortedMap<String, List<Key>> first(TreeMap<String, List<Key>> all, int limit) {
        return all.keySet().stream().skip(limit).findFirst().map(all::headMap).orElse(all);
    }

    private Uni<NavigableSet<String>> owners(Key key, RawBsonDocument identity, String after, int limit) {
        NavigableSet<String> owners = new TreeSet<>(identity == null ? List.of() : listed(identity));
        NavigableSet<String> following = owners.tailSet(after, false);
        if (identity == null || identity.getNumber(Fields.OTHERS, ZERO).longValue() == 0) {
            return Uni.createFrom().item(following);
        }
        return ownersOfObjects(key.ref(), after, limit, new TreeSet<>(following))
                .chain(found -> ownersOfProfileKeys(key, after, limit).map(more -> {
                    found.addAll(more);
                    return found;
                }));
    }

    private static List<String> listed(RawBsonDocument identity) {
        return identity.getArray(Fields.OWNERS, NONE).stream()
                .map(owner -> owner.asDocument().getString(Fields.OWNER_ID).getValue())
                .toList();
    }

    /** Walks the index on keys and owners; each step goes on behind the last owner, however many objects that one has. */
    private Uni<NavigableSet<String>> ownersOfObjects(Ref key, String after, int limit, NavigableSet<String> found) {
        return Calls.all(() -> data.documents(Kind.OBJECT)
                        .find(Filters.and(
                                generation.here(),
                                Filters.eq(Fields.KEYS, Text.wellFormed(key.id())),
                                Filters.gt(Fields.OWNER, after)))
                        .projection(Projections.include(Fields.OWNER))
                        .sort(Sorts.ascending(Fields.OWNER))
                        .limit(STEP))
                .chain(objects -> {
                    NavigableSet<String> owners = objects.stream()
                            .map(object -> object.getString(Fields.OWNER).getValue())
                            .collect(Collectors.toCollection(TreeSet::new));
                    found.addAll(owners);
                    return objects.size() < STEP || owners.size() >= limit
                            ? Uni.createFrom().item(found)
                            : ownersOfObjects(key, owners.last(), limit - owners.size(), found);
                });
    }

    private Uni<List<String>> ownersOfProfileKeys(Key key, String after, int limit) {
        BsonDocument element = new BsonDocument(Fields.NAME, new BsonString(key.name()))
                .append(Fields.VALUE, new BsonString(Text.wellFormed(key.value())));
        return Calls.all(() -> data.documents(Kind.PROFILE)
                        .find(Filters.and(
                                generation.here(),
                                Filters.elemMatch(Fields.KEYS, element),
                                Filters.gt(Bodies.ID, generation.id(after))))
                        .projection(Projections.include(Bodies.ID))
                        .sort(Sorts.ascending(Bodies.ID))
                        .limit(limit))
                .map(found -> found.stream().map(generation::refId).toList());
    }

    private Uni<List<Found>> existing(SortedMap<String, List<Key>> candidates) {
        if (candidates.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> ids = candidates.keySet().stream().map(generation::id).toList();
        return Calls.all(() -> data.documents(Kind.PROFILE)
                        .find(Filters.and(Filters.in(Bodies.ID, ids), Generation.present()))
                        .projection(Projections.include(Bodies.ID))
                        .sort(Sorts.ascending(Bodies.ID)))
                .map(found -> found.stream()
                        .map(generation::refId)
                        .map(id -> new Found(id, candidates.get(id)))
                        .toList());
    }
}
