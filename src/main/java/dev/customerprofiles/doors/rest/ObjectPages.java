package dev.customerprofiles.doors.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.records.ItemKind;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.Customers;
import dev.customerprofiles.tenancy.TypeDirectory;

/** Pages of a profile's objects: of one type as they were sent, of a standard type as they are shown. */
@ApplicationScoped
class ObjectPages {

    /** A filter that fits little goes on over this many pages; then the caller may ask on. */
    private static final int MOST_READS = 20;

    private final Customers customers;
    private final TypeDirectory types;

    ObjectPages(Customers customers, TypeDirectory types) {
        this.customers = customers;
        this.types = types;
    }

    /** The answer of ListProfileObjects; fails with "not found" where the profile does not exist. */
    Uni<JsonNode> read(
            Domain domain, String profileId, String type, Predicate<Document> filter, String token, int size) {
        Optional<ItemKind> kind = ItemKind.ofType(type);
        return customers
                .profile(domain, profileId)
                .map(found -> found.orElseThrow(ProfileResource::notFound))
                .map(ProfileResource::ids)
                .chain(ids -> collect(reader(domain, ids, type, kind), filter, token, size, new ArrayList<>(), 1))
                .map(page -> Paging.page(
                        page.documents().stream()
                                .map(object -> view(object, type, kind))
                                .toList(),
                        page.nextToken()));
    }

    private Reader reader(Domain domain, List<String> ids, String type, Optional<ItemKind> kind) {
        return kind.<Reader>map(known -> (from, limit) -> customers.items(domain, ids, known.name(), from, limit))
                .orElse((from, limit) -> types.storedAs(domain, type)
                        .chain(storedAs -> customers.objects(domain, ids, storedAs, from, limit)));
    }

    private interface Reader {
        Uni<Customers.Page> read(String token, int limit);
    }

    /** Never reads more than still fits, so that the page ends where the store's page ends. */
    private static Uni<Customers.Page> collect(
            Reader reader, Predicate<Document> filter, String token, int size, List<Document> found, int reads) {
        return reader.read(token, size - found.size()).chain(page -> {
            page.documents().stream().filter(filter).forEach(found::add);
            boolean enough = found.size() >= size || page.nextToken() == null || reads == MOST_READS;
            return enough
                    ? Uni.createFrom().item(new Customers.Page(found, page.nextToken(), page.total()))
                    : collect(reader, filter, page.nextToken(), size, found, reads + 1);
        });
    }

    private static ObjectNode view(Document object, String type, Optional<ItemKind> kind) {
        JsonNode body = object.body();
        String content = kind.map(known -> standardObject(body, known).toString())
                .orElseGet(() -> body.path("raw").asText());
        return JsonNodeFactory.instance
                .objectNode()
                .put("ObjectTypeName", type)
                .put("ProfileObjectUniqueKey", body.path("record").asText())
                .put("Object", content);
    }

    /** The object with its id, as the reference has it among the members. */
    private static ObjectNode standardObject(JsonNode body, ItemKind kind) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        kind.idMember().ifPresent(member -> view.set(member, body.path("record")));
        body.path("item").path("fields").properties().forEach(field -> view.set(field.getKey(), field.getValue()));
        return view;
    }
}
