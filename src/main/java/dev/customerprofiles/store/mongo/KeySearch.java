package dev.customerprofiles.store.mongo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import org.bson.conversions.Bson;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.profiles.ProfileKeys;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Customers.Found;

/**
 * Finds the profiles that have any of some keys. The identity documents know the owners of their values, up to a few; where
 * a value has more of them, objects and profiles that carry the key are asked. A merged profile is found by the keys of all ids
 * that it goes by, and stands where the first of these stands that has one.
 */
final class KeySearch {

    /** How many objects are read at once in search of owners; an owner may have many objects with the same key. */
    private static final int STEP = 256;

    /** Of so few, which is what most searches find, what a list shows is read at once. */
    private static final int FEW = 20;

    /** The ids that a profile goes by. */
    private static final Bson IDS = Projections.include(Bodies.ID, Fields.REDIRECT, Fields.ORIGINS_ID);

    /** What a list shows, with the ids. */
    static final Bson SHOWN =
            Projections.include(Bodies.ID, Bodies.SEQ, Fields.PROFILE, Fields.REDIRECT, Fields.ORIGINS_ID);

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

    /** Up to {@code limit} profiles with places above {@code after}, ascending; those that were removed are passed over. */
    Uni<List<Found>> page(String after, int limit) {
        return identities().chain(identities -> page(identities, after, limit, List.of()));
    }

    private Uni<List<Found>> page(
            Map<String, RawBsonDocument> identities, String after, int limit, List<Found> before) {
        int wanted = limit - before.size();
        return candidates(identities, after, wanted)
                .chain(candidates -> existing(identities, candidates).chain(found -> {
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
        if (key.name().equals(ProfileKeys.PROFILE_ID)) {
            NavigableSet<String> itself = new TreeSet<>(List.of(key.value()));
            return Uni.createFrom().item(itself.tailSet(after, false));
        }
        NavigableSet<String> owners = new TreeSet<>(identity == null ? List.of() : listed(identity));
        NavigableSet<String> following = owners.tailSet(after, false);
        if (!hasMore(identity)) {
            return Uni.createFrom().item(following);
        }
        return ownersOfObjects(key.ref(), after, limit, new TreeSet<>(following))
                .chain(found -> ownersOfProfileKeys(key, after, limit).map(more -> {
                    found.addAll(more);
                    return found;
                }));
    }

    private static boolean hasMore(RawBsonDocument identity) {
        return identity != null && identity.getNumber(Fields.OTHERS, ZERO).longValue() > 0;
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
        return Calls.all(() -> data.documents(Kind.PROFILE)
                        .find(Filters.and(generation.here(), hasKey(key), Filters.gt(Bodies.ID, generation.id(after))))
                        .projection(Projections.include(Bodies.ID))
                        .sort(Sorts.ascending(Bodies.ID))
                        .limit(limit))
                .map(found -> found.stream().map(generation::refId).toList());
    }

    private Uni<Boolean> hasItself(Key key, String profileId) {
        return Calls.all(() -> data.documents(Kind.PROFILE)
                        .find(Filters.and(Filters.eq(Bodies.ID, generation.id(profileId)), hasKey(key)))
                        .projection(Projections.include(Bodies.ID))
                        .limit(1))
                .map(found -> !found.isEmpty());
    }

    private static Bson hasKey(Key key) {
        BsonDocument element = new BsonDocument(Fields.NAME, new BsonString(key.name()))
                .append(Fields.VALUE, new BsonString(Text.wellFormed(key.value())));
        return Filters.elemMatch(Fields.KEYS, element);
    }

    private Uni<List<Found>> existing(
            Map<String, RawBsonDocument> identities, SortedMap<String, List<Key>> candidates) {
        Bson members = candidates.size() > FEW ? IDS : SHOWN;
        return profiles(candidates.keySet(), members).chain(found -> {
            Set<String> survivors = found.values().stream()
                    .filter(KeySearch::isOfSeveral)
                    .map(this::survivor)
                    .collect(Collectors.toSet());
            return merged(identities, survivors).map(merged -> candidates.entrySet().stream()
                    .filter(candidate -> found.containsKey(candidate.getKey()))
                    .flatMap(candidate ->
                            found(candidate.getKey(), candidate.getValue(), found.get(candidate.getKey()), merged))
                    .toList());
        });
    }

    private Stream<Found> found(
            String id, List<Key> keysOfId, RawBsonDocument profile, Map<String, SortedMap<String, Set<Key>>> merged) {
        if (!isOfSeveral(profile)) {
            return Stream.of(new Found(id, keysOfId, id, shown(profile)));
        }
        SortedMap<String, Set<Key>> byId = merged.getOrDefault(survivor(profile), new TreeMap<>());
        if (byId.isEmpty() || !byId.firstKey().equals(id)) {
            return Stream.empty();
        }
        List<Key> all = keys.stream()
                .filter(key -> byId.values().stream().anyMatch(some -> some.contains(key)))
                .toList();
        Optional<Document> shown = id.equals(survivor(profile)) ? shown(profile) : Optional.empty();
        return Stream.of(new Found(survivor(profile), all, id, shown));
    }

    /** The profile, where more of it was read than its ids. */
    private Optional<Document> shown(RawBsonDocument profile) {
        return profile.containsKey(Bodies.SEQ)
                ? Optional.of(generation.document(Kind.PROFILE, profile))
                : Optional.empty();
    }

    private static boolean isOfSeveral(RawBsonDocument profile) {
        return profile.containsKey(Fields.REDIRECT) || profile.containsKey(Fields.ORIGINS);
    }

    private String survivor(RawBsonDocument profile) {
        return profile.containsKey(Fields.REDIRECT)
                ? profile.getString(Fields.REDIRECT).getValue()
                : generation.refId(profile);
    }

    /** By survivor: the ids that it goes by and that have some of the keys, with these. */
    private Uni<Map<String, SortedMap<String, Set<Key>>>> merged(
            Map<String, RawBsonDocument> identities, Set<String> survivors) {
        return profiles(survivors, IDS).chain(found -> Multi.createFrom()
                .iterable(found.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> keysById(identities, entry.getKey(), ids(entry.getValue()))
                        .map(byId -> Map.entry(entry.getKey(), byId)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<String> ids(RawBsonDocument survivor) {
        return Stream.concat(
                        Stream.of(generation.refId(survivor)),
                        survivor.getArray(Fields.ORIGINS, NONE).stream().map(origin -> origin.asDocument()
                                .getString(Fields.OWNER_ID)
                                .getValue()))
                .distinct()
                .toList();
    }

    private Uni<SortedMap<String, Set<Key>>> keysById(
            Map<String, RawBsonDocument> identities, String survivor, List<String> ids) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> among(key, identities.get(generation.id(key.ref())), survivor, ids)
                        .map(owners -> Map.entry(key, owners)))
                .collect()
                .asList()
                .map(byKey -> {
                    SortedMap<String, Set<Key>> byId = new TreeMap<>();
                    byKey.forEach(
                            entry -> entry.getValue().forEach(id -> byId.computeIfAbsent(id, unknown -> new HashSet<>())
                                    .add(entry.getKey())));
                    return byId;
                });
    }

    /** Which of the ids have the key. */
    private Uni<Set<String>> among(Key key, RawBsonDocument identity, String survivor, List<String> ids) {
        if (key.name().equals(ProfileKeys.PROFILE_ID)) {
            return Uni.createFrom().item(ids.contains(key.value()) ? Set.of(key.value()) : Set.of());
        }
        Set<String> owners = new TreeSet<>(identity == null ? List.of() : listed(identity));
        owners.retainAll(ids);
        if (!hasMore(identity)) {
            return Uni.createFrom().item(owners);
        }
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> hasObjectWith(key, id).map(has -> has ? id : ""))
                .collect()
                .asList()
                .chain(found -> {
                    owners.addAll(found);
                    owners.remove("");
                    return hasItself(key, survivor);
                })
                .map(has -> {
                    if (has) {
                        owners.add(survivor);
                    }
                    return owners;
                });
    }

    private Uni<Boolean> hasObjectWith(Key key, String owner) {
        return Calls.all(() -> data.documents(Kind.OBJECT)
                        .find(Filters.and(
                                generation.here(),
                                Filters.eq(
                                        Fields.KEYS, Text.wellFormed(key.ref().id())),
                                Filters.eq(Fields.OWNER, owner)))
                        .projection(Projections.include(Fields.OWNER))
                        .limit(1))
                .map(found -> !found.isEmpty());
    }

    private Uni<SortedMap<String, RawBsonDocument>> profiles(Set<String> ids, Bson members) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(new TreeMap<>());
        }
        List<String> stored = ids.stream().map(generation::id).toList();
        return Calls.all(() -> data.documents(Kind.PROFILE)
                        .find(Filters.and(Filters.in(Bodies.ID, stored), Generation.present()))
                        .projection(members))
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                generation::refId, profile -> profile, (one, other) -> one, TreeMap::new)));
    }
}
