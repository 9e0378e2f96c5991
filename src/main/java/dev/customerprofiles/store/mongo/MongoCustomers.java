package dev.customerprofiles.store.mongo;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.smallrye.mutiny.Uni;
import org.bson.conversions.Bson;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.store.Customers;

/** Reads of customer data from a MongoDB-compatible server. */
public final class MongoCustomers implements Customers {

    private static final long NOT_COUNTED = -1;
    private static final Comparator<Document> NEWEST_CONTACT = Comparator.comparingLong(
                    (Document document) -> -document.body().path(Fields.LIVE).asLong())
            .thenComparing(document -> document.ref().id());
    private static final int MOST_REDIRECTS = 5;
    /** As a projection: all members. */
    private static final Bson WHOLE = null;

    private static final Bson BY_ID = Sorts.ascending(Bodies.ID);
    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.descending(Fields.AT), BY_ID);

    private final MongoData data;

    public MongoCustomers(MongoData data) {
        this.data = data;
    }

    @Override
    public Uni<Optional<Document>> profile(Domain domain, String profileId) {
        return profiles(domain, List.of(profileId)).map(found -> Optional.ofNullable(found.get(profileId)));
    }

    @Override
    public Uni<Map<String, Document>> profiles(Domain domain, Collection<String> profileIds) {
        return documents(domain, profileIds).chain(found -> survivors(domain, found, MOST_REDIRECTS));
    }

    /** One redirect leads to a profile, unless that was merged between the two reads. */
    private Uni<Map<String, Document>> survivors(Domain domain, Map<String, Document> found, int reads) {
        Map<String, String> elsewhere = new HashMap<>();
        found.forEach(
                (id, document) -> Profile.redirect(document.body()).ifPresent(survivor -> elsewhere.put(id, survivor)));
        if (elsewhere.isEmpty() || reads == 0) {
            found.keySet().removeAll(elsewhere.keySet());
            return Uni.createFrom().item(found);
        }
        return documents(domain, Set.copyOf(elsewhere.values())).chain(next -> {
            elsewhere.forEach((id, survivor) -> {
                found.remove(id);
                Optional.ofNullable(next.get(survivor)).ifPresent(document -> found.put(id, document));
            });
            return survivors(domain, found, reads - 1);
        });
    }

    private Uni<Map<String, Document>> documents(Domain domain, Collection<String> profileIds) {
        Generation generation = of(domain);
        List<String> ids = profileIds.stream().map(generation::id).toList();
        return find(Kind.PROFILE, generation, new Query(present(Filters.in(Bodies.ID, ids)), BY_ID), ids.size())
                .map(found -> {
                    Map<String, Document> byId = new LinkedHashMap<>();
                    found.forEach(document -> byId.put(document.ref().id(), document));
                    return byId;
                });
    }

    @Override
    public Uni<List<Found>> search(Domain domain, List<Key> anyOf, String afterPlace, int limit) {
        return new KeySearch(data, of(domain), anyOf)
                .page(start(afterPlace), limit)
                .plug(Calls::harmless);
    }

    @Override
    public Uni<List<Document>> everybody(Domain domain, String afterId, int limit) {
        Generation generation = of(domain);
        Bson filter = Filters.and(
                generation.here(),
                Filters.gt(Bodies.ID, generation.id(start(afterId))),
                Filters.gte(Fields.CREATED_AT, 0L));
        return find(Kind.PROFILE, generation, new Query(present(filter), BY_ID), limit);
    }

    /** A range within {@code $elemMatch} would say the same, but makes the DocumentDB engine crash on the compound index. */
    @Override
    public Uni<List<Document>> typeahead(Domain domain, List<String> prefixes, String afterId, int limit) {
        Generation generation = of(domain);
        Stream<Bson> words = prefixes.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(prefix -> Filters.regex(Fields.WORDS, Text.beginningWith(prefix)));
        Bson filter = Filters.and(
                Stream.concat(Stream.of(generation.here(), Filters.gt(Bodies.ID, generation.id(start(afterId)))), words)
                        .toList());
        return find(Kind.PROFILE, generation, new Query(present(filter), BY_ID), limit, KeySearch.SHOWN);
    }

    @Override
    public Uni<Page> objects(Domain domain, Collection<String> owners, String objectType, String token, int limit) {
        return objects(of(domain), Query.ownedBy(of(domain), owners, objectType, null), token, limit);
    }

    @Override
    public Uni<Page> items(Domain domain, Collection<String> owners, String itemKind, String token, int limit) {
        Query all = Query.ownedBy(of(domain), owners, null, itemKind);
        return objects(of(domain), all, token, limit).chain(page -> count(Kind.OBJECT, all.filter())
                .map(total -> new Page(page.documents(), page.nextToken(), total)));
    }

    private Uni<Page> objects(Generation generation, Query all, String token, int limit) {
        Query rest = token == null ? all : all.and(PageToken.parse(token).next(Fields.RECORD));
        return page(Kind.OBJECT, generation, rest, limit, object -> object.body()
                .path(Fields.RECORD)
                .asText());
    }

    @Override
    public Uni<Optional<ObjectNode>> event(Domain domain, String source, String eventId) {
        Generation generation = of(domain);
        Bson event = Filters.and(generation.here(), Filters.eq(Fields.EVENT, Text.wellFormed(eventId)));
        Bson filter = source == null ? event : Filters.and(event, Filters.eq(Fields.SOURCE, Text.wellFormed(source)));
        return find(Kind.HISTORY, generation, new Query(filter, Sorts.descending(Fields.AT)), 1)
                .map(found -> found.stream().findFirst().map(Document::body));
    }

    @Override
    public Uni<Page> history(Domain domain, HistoryFilter wanted, String token, int limit) {
        Generation generation = of(domain);
        Stream<Bson> filters = Stream.of(
                        Filters.in(Fields.PROFILE, wanted.profileIds()),
                        wanted.objectType() == null ? null : Filters.eq(Fields.TYPE, wanted.objectType()),
                        wanted.action() == null ? null : Filters.eq(Fields.ACTION, wanted.action()),
                        wanted.by() == null ? null : by(Text.wellFormed(wanted.by())))
                .filter(Objects::nonNull);
        Query all = new Query(
                Filters.and(Stream.concat(Stream.of(generation.here()), filters).toList()), NEWEST_FIRST);
        Query rest = token == null ? all : all.and(after(generation, PageToken.parse(token)));
        return page(Kind.HISTORY, generation, rest, limit, entry -> entry.ref().id());
    }

    /** What arrived as an event was done by its source. */
    private static Bson by(String actor) {
        return Filters.or(Filters.eq(Fields.BY, actor), Filters.eq(Fields.SOURCE, actor));
    }

    @Override
    public Uni<Optional<Document>> historyRecord(Domain domain, String id) {
        return byId(Kind.HISTORY, of(domain), id);
    }

    @Override
    public Uni<List<ObjectNode>> newest(Domain domain, int limit) {
        Generation generation = of(domain);
        return Calls.all(() -> data.documents(Kind.PROFILE)
                        .find(Filters.and(generation.here(), Filters.gte(Fields.CREATED_AT, 0L)))
                        .projection(Projections.include(Bodies.SEQ, Fields.PROFILE))
                        .sort(Sorts.descending(Fields.CREATED_AT))
                        .limit(limit))
                .map(found -> found.stream()
                        .map(stored -> generation.document(Kind.PROFILE, stored).body())
                        .map(body -> body.path(Fields.PROFILE) instanceof ObjectNode golden ? golden : body)
                        .toList())
                .plug(Calls::harmless);
    }

    @Override
    public Uni<Page> rejected(Domain domain, String reason, String token, int limit) {
        Generation generation = of(domain);
        Bson here = Filters.and(generation.here(), Filters.gte(Fields.AT, 0L));
        Query all =
                new Query(reason == null ? here : Filters.and(here, Filters.eq(Fields.REASON, reason)), NEWEST_FIRST);
        Query rest = token == null ? all : all.and(after(generation, PageToken.parse(token)));
        return page(Kind.REJECTED, generation, rest, limit, event -> event.ref().id());
    }

    private static Bson after(Generation generation, PageToken token) {
        return new PageToken(token.at(), generation.id(token.tieBreaker())).next(Bodies.ID);
    }

    @Override
    public Uni<Optional<Document>> rejected(Domain domain, String id) {
        return byId(Kind.REJECTED, of(domain), id);
    }

    @Override
    public Uni<List<Document>> liveContacts(Domain domain, long since, int limit) {
        Generation generation = of(domain);
        Query live = new Query(
                Filters.and(generation.here(), Query.few(Fields.LIVE, Filters.gte(Fields.LIVE, since))),
                Sorts.descending(Fields.LIVE));
        return Uni.combine()
                .all()
                .unis(find(Kind.OBJECT, generation, live, limit), find(Kind.REJECTED, generation, live, limit))
                .with((owned, waiting) -> Stream.concat(owned.stream(), waiting.stream())
                        .sorted(NEWEST_CONTACT)
                        .limit(limit)
                        .toList());
    }

    @Override
    public Uni<Stats> stats(Domain domain) {
        Bson here = of(domain).here();
        return Uni.combine()
                .all()
                .unis(
                        count(Kind.PROFILE, Filters.and(here, Filters.gte(Fields.CREATED_AT, 0L))),
                        count(Kind.OBJECT, Filters.and(here, Filters.gte(Fields.OWNER, ""))))
                .with(Stats::new);
    }

    private Uni<Optional<Document>> byId(Kind kind, Generation generation, String id) {
        Query query = new Query(present(Filters.eq(Bodies.ID, generation.id(id))), BY_ID);
        return find(kind, generation, query, 1).map(found -> found.stream().findFirst());
    }

    /** Reads one document more than the page holds: whether there is one is whether there is a next page. */
    private Uni<Page> page(
            Kind kind, Generation generation, Query query, int limit, Function<Document, String> tieBreaker) {
        return find(kind, generation, query, limit + 1).map(found -> {
            if (found.size() <= limit) {
                return new Page(found, null, NOT_COUNTED);
            }
            Document last = found.get(limit - 1);
            PageToken next = new PageToken(last.body().path(Fields.AT).longValue(), tieBreaker.apply(last));
            return new Page(found.subList(0, limit), next.text(), NOT_COUNTED);
        });
    }

    private Uni<List<Document>> find(Kind kind, Generation generation, Query query, int limit) {
        return find(kind, generation, query, limit, WHOLE);
    }

    /** A limit of 0 means no documents here, and all of them to the server. */
    private Uni<List<Document>> find(Kind kind, Generation generation, Query query, int limit, Bson members) {
        if (limit == 0) {
            return Uni.createFrom().item(List.of());
        }
        return Calls.all(() -> data.documents(kind)
                        .find(query.filter())
                        .projection(members)
                        .sort(query.order())
                        .limit(limit))
                .map(found -> found.stream()
                        .map(stored -> generation.document(kind, stored))
                        .toList())
                .plug(Calls::harmless);
    }

    private Uni<Long> count(Kind kind, Bson filter) {
        return Calls.one(() -> data.documents(kind).countDocuments(filter)).plug(Calls::harmless);
    }

    private static Bson present(Bson filter) {
        return Filters.and(filter, Generation.present());
    }

    private static Generation of(Domain domain) {
        return new Generation(domain.generation());
    }

    private static String start(String afterId) {
        return afterId == null ? "" : afterId;
    }
}
