package dev.customerprofiles.doors.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.BadPageToken;
import dev.customerprofiles.store.Customers;

/** Customers in memory, by the name of their domain. */
@Alternative
@ApplicationScoped
public class FakeCustomers implements Customers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final NavigableMap<String, Document> documents = new ConcurrentSkipListMap<>();

    /** @param body JSON, with ' for " */
    void add(String domain, Kind kind, String id, long seq, String body) {
        try {
            ObjectNode node = (ObjectNode) JSON.readTree(body.replace('\'', '"'));
            documents.put(prefix(domain, kind) + id, new Document(new Ref(kind, id), seq, node));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Uni<Optional<Document>> profile(Domain domain, String profileId) {
        return Uni.createFrom()
                .item(Optional.ofNullable(documents.get(prefix(domain.name(), Kind.PROFILE) + profileId)));
    }

    @Override
    public Uni<Map<String, Document>> profiles(Domain domain, Collection<String> profileIds) {
        Map<String, Document> found = new LinkedHashMap<>();
        all(domain, Kind.PROFILE, profile -> profileIds.contains(profile.ref().id()))
                .forEach(profile -> found.put(profile.ref().id(), profile));
        return Uni.createFrom().item(found);
    }

    @Override
    public Uni<List<Found>> search(Domain domain, List<Key> anyOf, String afterPlace, int limit) {
        List<Found> found = new ArrayList<>();
        for (Document profile : all(domain, Kind.PROFILE, profile -> isAfter(profile, afterPlace))) {
            List<Key> keys = Stream.concat(
                            StreamSupport.stream(profile.body().path("keys").spliterator(), false)
                                    .map(key -> new Key(
                                            key.get("name").asText(),
                                            key.get("value").asText())),
                            Stream.of(new Key("_profileId", profile.ref().id())))
                    .filter(anyOf::contains)
                    .toList();
            if (!keys.isEmpty() && found.size() < limit) {
                found.add(new Found(profile.ref().id(), keys, profile.ref().id(), Optional.of(profile)));
            }
        }
        return Uni.createFrom().item(found);
    }

    @Override
    public Uni<List<Document>> everybody(Domain domain, String afterId, int limit) {
        return typeahead(domain, List.of(), afterId, limit);
    }

    @Override
    public Uni<List<Document>> typeahead(Domain domain, List<String> prefixes, String afterId, int limit) {
        return Uni.createFrom()
                .item(all(
                                domain,
                                Kind.PROFILE,
                                profile -> isAfter(profile, afterId)
                                        && prefixes.stream().allMatch(prefix -> hasWord(profile, prefix)))
                        .stream()
                        .limit(limit)
                        .toList());
    }

    @Override
    public Uni<Page> objects(Domain domain, Collection<String> owners, String objectType, String token, int limit) {
        return page(
                domain, owners, token, limit, body -> body.path("type").asText().equals(objectType));
    }

    @Override
    public Uni<Page> items(Domain domain, Collection<String> owners, String itemKind, String token, int limit) {
        return page(domain, owners, token, limit, body -> body.path("item")
                .path("kind")
                .asText()
                .equals(itemKind));
    }

    @Override
    public Uni<Optional<ObjectNode>> event(Domain domain, String source, String eventId) {
        return Uni.createFrom()
                .item(all(domain, Kind.HISTORY, entry -> {
                            JsonNode body = entry.body();
                            return body.path("event").asText().equals(eventId)
                                    && (source == null
                                            || body.path("source").asText().equals(source));
                        })
                        .stream()
                        .map(Document::body)
                        .findFirst());
    }

    @Override
    public Uni<Page> history(Domain domain, HistoryFilter filter, String token, int limit) {
        return Uni.createFrom().item(new Page(List.of(), null, -1));
    }

    @Override
    public Uni<Optional<Document>> historyRecord(Domain domain, String id) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<List<ObjectNode>> newest(Domain domain, int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Page> rejected(Domain domain, String reason, String token, int limit) {
        return Uni.createFrom().item(slice(all(domain, Kind.REJECTED, event -> true), token, limit));
    }

    @Override
    public Uni<Optional<Document>> rejected(Domain domain, String id) {
        return Uni.createFrom().item(Optional.ofNullable(documents.get(prefix(domain.name(), Kind.REJECTED) + id)));
    }

    @Override
    public Uni<List<Document>> liveContacts(Domain domain, long since, int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Stats> stats(Domain domain) {
        return Uni.createFrom()
                .item(new Stats(
                        all(domain, Kind.PROFILE, profile -> true).size(),
                        all(domain, Kind.OBJECT, object -> true).size()));
    }

    private Uni<Page> page(
            Domain domain, Collection<String> owners, String token, int limit, Predicate<JsonNode> which) {
        List<Document> objects = new ArrayList<>(all(
                domain,
                Kind.OBJECT,
                object -> owners.contains(object.body().path("owner").asText()) && which.test(object.body())));
        objects.sort(
                Comparator.comparingLong(object -> -object.body().path("at").asLong()));
        return Uni.createFrom().item(slice(objects, token, limit));
    }

    private static Page slice(List<Document> all, String token, int limit) {
        int from = token == null ? 0 : position(token);
        int to = Math.min(all.size(), from + limit);
        return new Page(all.subList(from, to), to < all.size() ? "at" + to : null, all.size());
    }

    private static int position(String token) {
        try {
            return Integer.parseInt(token.substring(2));
        } catch (RuntimeException e) {
            throw new BadPageToken();
        }
    }

    private List<Document> all(Domain domain, Kind kind, Predicate<Document> which) {
        String prefix = prefix(domain.name(), kind);
        NavigableMap<String, Document> range =
                new TreeMap<>(Collections.unmodifiableMap(documents.subMap(prefix, prefix + Character.MAX_VALUE)));
        return range.values().stream().filter(which).toList();
    }

    private static boolean isAfter(Document document, String id) {
        return id == null || document.ref().id().compareTo(id) > 0;
    }

    private static boolean hasWord(Document profile, String prefix) {
        return StreamSupport.stream(profile.body().path("words").spliterator(), false)
                .anyMatch(word -> word.asText().startsWith(prefix));
    }

    private static String prefix(String domain, Kind kind) {
        return domain + '|' + kind + '|';
    }
}
