package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.CommitTooLarge;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.Write;

/** The commit log of one domain on a MongoDB-compatible server. */
public final class MongoLogStorage implements LogStorage {

    /** A document may take 16 MB; what is left over is for the tokens and changes of the commit. */
    static final long CAPACITY = 14L * 1024 * 1024;

    private static final FindOneAndUpdateOptions ONLY_WHETHER_ASKED =
            new FindOneAndUpdateOptions().projection(Projections.include(Slots.ASKED));

    /** As a projection: all members. */
    private static final Bson EVERYTHING = new BsonDocument();

    private final MongoData data;
    private final Generation generation;
    private final Slots slots;
    private final Application application;

    /** Some commit that is in the log: the head is never below it, even if another answer sets it back. */
    private volatile long lastHead;

    /**
     * @param ringSize how many commits the log holds; never to be changed once the domain has commits
     * @param clock    for the time noted with a write that is set aside
     */
    public MongoLogStorage(MongoData data, Domain domain, int ringSize, Clock clock) {
        this.data = data;
        this.generation = new Generation(domain.generation());
        this.slots = new Slots(generation, ringSize);
        this.application = new Application(data, generation, clock);
    }

    /** Asks from the last head on, because not every server reads an index backwards: some would sort the whole ring. */
    @Override
    public Uni<Long> head() {
        return log(commits -> commits.find(Filters.and(generation.here(), Filters.gte(Slots.NUMBER, lastHead)))
                        .projection(Projections.include(Slots.NUMBER))
                        .sort(Sorts.descending(Slots.NUMBER))
                        .limit(1))
                .map(found -> found.isEmpty()
                        ? 0L
                        : found.get(0).getNumber(Slots.NUMBER).longValue())
                .invoke(head -> lastHead = head);
    }

    @Override
    public Uni<SortedMap<Long, String>> open(long upTo) {
        return log(commits -> commits.find(notDone(upTo)).projection(Projections.include(Slots.NUMBER, Slots.NONCE)))
                .map(Slots::nonces);
    }

    @Override
    public Uni<List<Commit>> undone(long upTo) {
        return ascending(notDone(upTo), EVERYTHING);
    }

    private Bson notDone(long upTo) {
        return Filters.and(generation.here(), Filters.eq(Slots.DONE, false), Filters.lte(Slots.NUMBER, upTo));
    }

    @Override
    public Uni<List<Commit>> after(long number) {
        return ascending(
                Filters.and(generation.here(), Filters.gt(Slots.NUMBER, number)),
                Projections.exclude(Slots.WRITES, Slots.CHANGES));
    }

    private Uni<List<Commit>> ascending(Bson filter, Bson members) {
        return log(commits -> commits.find(filter).projection(members).sort(Sorts.ascending(Slots.NUMBER)))
                .map(found -> found.stream().map(Slots::commit).toList());
    }

    @Override
    public Uni<Optional<Commit>> slot(long number) {
        return log(commits -> commits.find(Filters.eq(Bodies.ID, slots.id(number))))
                .map(found -> found.stream().map(Slots::commit).findFirst());
    }

    private Uni<List<BsonDocument>> log(Function<MongoCollection<BsonDocument>, Publisher<BsonDocument>> read) {
        return data.forDecisions()
                .chain(database -> Calls.all(() -> read.apply(MongoData.commits(database))))
                .plug(Calls::harmless);
    }

    @Override
    public Uni<Boolean> take(Commit commit) {
        byte[] payload = Payload.encode(commit.writes());
        if (payload.length > CAPACITY) {
            return Uni.createFrom().failure(new CommitTooLarge(payload.length, CAPACITY));
        }
        BsonDocument slot = slots.slot(commit, payload);
        Uni<Boolean> taken = slots.first(commit.number()) ? inserted(slot) : replaced(commit.number(), slot);
        return taken.plug(Calls::harmless);
    }

    private Uni<Boolean> inserted(BsonDocument slot) {
        return Calls.one(() -> data.commits().insertOne(slot))
                .replaceWith(true)
                .onFailure(ServerErrors::isDuplicateKey)
                .recoverWithItem(false);
    }

    private Uni<Boolean> replaced(long number, BsonDocument slot) {
        return Calls.one(() -> data.commits().replaceOne(slots.free(number), slot))
                .map(result -> result.getMatchedCount() == 1);
    }

    @Override
    public Uni<Boolean> done(Commit commit) {
        Bson update = Updates.combine(
                Updates.set(Slots.DONE, true), Updates.unset(Slots.WRITES), Updates.unset(Slots.CHANGES));
        return Calls.one(() -> data.commits().findOneAndUpdate(slots.heldBy(commit), update, ONLY_WHETHER_ASKED))
                .map(before -> before != null && before.containsKey(Slots.ASKED))
                .plug(Calls::harmless);
    }

    @Override
    public Uni<Void> askForTurn(long number) {
        return Calls.one(() -> data.commits().updateOne(slots.open(number), Updates.set(Slots.ASKED, true)))
                .replaceWithVoid()
                .plug(Calls::harmless);
    }

    @Override
    public Uni<Applied> apply(long number, Kind kind, List<Write> writes) {
        return application.apply(number, kind, writes);
    }

    @Override
    public Uni<Void> setAside(long number, Write write, String reason) {
        return application.setAside(number, write, reason);
    }

    @Override
    public Uni<Map<Ref, Long>> seqs(Kind kind, Collection<Ref> refs) {
        Map<String, Ref> ids = generation.ids(refs);
        return decision(kind, documents -> documents
                        .find(Filters.in(Bodies.ID, ids.keySet()))
                        .projection(Projections.include(Bodies.SEQ)))
                .map(found -> found.stream().collect(Collectors.toMap(stored -> ref(ids, stored), Generation::seq)));
    }

    @Override
    public Uni<Map<Ref, Document>> read(Collection<Ref> refs) {
        if (refs.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Map<Kind, List<Ref>> byKind = refs.stream().collect(Collectors.groupingBy(Ref::kind));
        List<Uni<Map<Ref, Document>>> reads = byKind.entrySet().stream()
                .map(kind -> read(kind.getKey(), generation.ids(kind.getValue())))
                .toList();
        return Uni.join().all(reads).andFailFast().map(MongoLogStorage::union);
    }

    private Uni<Map<Ref, Document>> read(Kind kind, Map<String, Ref> ids) {
        return decision(kind, documents -> documents.find(Filters.in(Bodies.ID, ids.keySet())))
                .map(found -> found.stream()
                        .map(stored -> Generation.document(ref(ids, stored), stored))
                        .collect(Collectors.toMap(Document::ref, Function.identity())));
    }

    private static Map<Ref, Document> union(List<Map<Ref, Document>> parts) {
        Map<Ref, Document> union = new HashMap<>();
        parts.forEach(union::putAll);
        return union;
    }

    private static Ref ref(Map<String, Ref> ids, RawBsonDocument stored) {
        return ids.get(stored.getString(Bodies.ID).getValue());
    }

    @Override
    public Uni<List<Document>> range(Range range, int limit) {
        Query query = Query.of(generation, range);
        return decision(range.kind(), documents -> documents
                        .find(query.filter())
                        .sort(query.order())
                        .limit(limit))
                .map(found -> found.stream()
                        .map(stored -> generation.document(range.kind(), stored))
                        .toList());
    }

    private Uni<List<RawBsonDocument>> decision(
            Kind kind, Function<MongoCollection<RawBsonDocument>, Publisher<RawBsonDocument>> read) {
        return data.forDecisions()
                .chain(database -> Calls.all(() -> read.apply(MongoData.documents(database, kind))))
                .plug(Calls::harmless);
    }
}
