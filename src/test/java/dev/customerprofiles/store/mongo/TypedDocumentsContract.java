package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Write;

import static dev.customerprofiles.store.mongo.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;

/** What walks through the documents of one type find, on every server. */
abstract class TypedDocumentsContract {

    private final MongoTypedDocuments documents = new MongoTypedDocuments(server().data());
    private final Domain domain = TestServer.newDomain();

    abstract TestServer server();

    @Test
    void objects_of_one_type_come_in_pages_by_id_and_no_others() {
        put(Kind.OBJECT, "user|b", "user", 2, "");
        put(Kind.OBJECT, "user|a", "user", 1, "");
        put(Kind.OBJECT, "user|c", "user", 3, "");
        put(Kind.OBJECT, "user~2|a", "user~2", 1, "");
        put(Kind.OBJECT, "user2|a", "user2", 1, "");
        put(Kind.OBJECT, "use|a", "use", 1, "");
        erase("user|c");

        assertThat(ids(get(documents.list(domain, Kind.OBJECT, "user", null, 1))))
                .containsExactly("user|a");
        assertThat(ids(get(documents.list(domain, Kind.OBJECT, "user", "user|a", 5))))
                .containsExactly("user|b");
        assertThat(ids(get(documents.list(domain, Kind.OBJECT, "user~2", null, 5))))
                .containsExactly("user~2|a");
        assertThat(get(documents.count(domain, Kind.OBJECT, "user"))).isEqualTo(2);
        assertThat(ids(get(documents.list(TestServer.newDomain(), Kind.OBJECT, "user", null, 5))))
                .isEmpty();
    }

    @Test
    void events_of_one_type_come_by_id() {
        put(Kind.REJECTED, "two", "user", 1, "");
        put(Kind.REJECTED, "one", "user", 2, "");
        put(Kind.REJECTED, "other", "ticket", 2, "");

        assertThat(ids(get(documents.list(domain, Kind.REJECTED, "user", null, 5))))
                .containsExactly("one", "two");
    }

    @Test
    void newest_come_first_until_they_are_enough() {
        put(Kind.OBJECT, "user|b", "user", 2, "");
        put(Kind.OBJECT, "user|a", "user", 1, "");
        put(Kind.OBJECT, "user|c", "user", 3, "x".repeat(1_000));
        put(Kind.OBJECT, "ticket|a", "ticket", 4, "");

        assertThat(ids(get(documents.newest(domain, "user", 2, 1_000_000)))).containsExactly("user|c", "user|b");
        assertThat(ids(get(documents.newest(domain, "user", 9, 1_000_000))))
                .containsExactly("user|c", "user|b", "user|a");
        assertThat(ids(get(documents.newest(domain, "user", 9, 1_000)))).containsExactly("user|c");
        assertThat(get(documents.newest(domain, "nothing", 9, 1_000))).isEmpty();
    }

    private void put(Kind kind, String id, String type, long at, String raw) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", type).put("at", at).put("raw", raw);
        apply(kind, new Write.Insert(new Ref(kind, id), body));
    }

    private void erase(String id) {
        ObjectNode erased = JsonNodeFactory.instance.objectNode().put(Document.ERASED, 1);
        apply(Kind.OBJECT, new Write.Update(new Ref(Kind.OBJECT, id), 1, erased, Set.of()));
    }

    private void apply(Kind kind, Write write) {
        get(new MongoLogStorage(server().data(), domain, 10, Clock.systemUTC())
                .apply(write instanceof Write.Insert ? 1 : 2, kind, List.of(write)));
    }

    private static List<String> ids(List<Document> found) {
        return found.stream().map(document -> document.ref().id()).toList();
    }
}
