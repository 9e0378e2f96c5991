package dev.customerprofiles.store.mongo;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.Commit;
import dev.customerprofiles.store.DomainData;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.Write;

import static dev.customerprofiles.store.mongo.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;

/** What happens to the data and the indexes of domains, on every server. */
abstract class DomainDataContract {

    private final DomainData data = new MongoDomainData(server().data());

    abstract TestServer server();

    @Test
    void everything_of_the_domain_goes_and_nothing_of_another() {
        String tag = TestServer.newDomain().generation();
        Domain removed = new Domain("demo", tag);
        List<Domain> others = Stream.of(tag + "0", tag + "~", "0" + tag, "~" + tag)
                .map(other -> new Domain("demo", other))
                .toList();
        fill(removed, 2500);
        others.forEach(other -> fill(other, 1));

        get(data.removeAll(tag));

        assertThat(count(removed)).isZero();
        others.forEach(other -> assertThat(count(other)).isEqualTo(Kind.values().length + 2));
    }

    @Test
    void removing_can_be_repeated() {
        Domain domain = TestServer.newDomain();
        fill(domain, 1);

        get(data.removeAll(domain.generation()));
        get(data.removeAll(domain.generation()));

        assertThat(count(domain)).isZero();
    }

    @Test
    void usage_counts_bytes_and_what_goes_beyond_a_hundred_objects_of_one_owner() {
        Domain domain = TestServer.newDomain();
        objects(domain, "few", 100, "{}");
        objects(domain, "more", 101, "{}");
        objects(domain, "many", 301, "{\"a\":\"é\"}");
        objects(TestServer.newDomain(), "others", 200, "{}");

        assertThat(get(data.usage(domain.generation()))).isEqualTo(new DomainData.Usage(0 + 1 + 3, 2 * 201 + 10 * 301));
        assertThat(get(data.usage(TestServer.newDomain().generation()))).isEqualTo(new DomainData.Usage(0, 0));
    }

    private void objects(Domain domain, String owner, int count, String raw) {
        LogStorage storage = new MongoLogStorage(server().data(), domain, 10, Clock.systemUTC());
        get(storage.apply(
                1,
                Kind.OBJECT,
                IntStream.range(0, count)
                        .mapToObj(i -> (Write) new Write.Insert(
                                new Ref(Kind.OBJECT, owner + i),
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("owner", owner)
                                        .put("raw", raw)))
                        .toList()));
    }

    @Test
    void indexes_can_be_created_again() {
        get(new MongoIndexes(server().data()).create());

        assertThat(get(Calls.all(() -> server().data().documents(Kind.PROFILE).listIndexes())))
                .extracting(index -> index.getString("name"))
                .containsExactlyInAnyOrder("_id_", "profiles", "keys", "words", "few_erased");
    }

    private void fill(Domain domain, int documents) {
        LogStorage storage = new MongoLogStorage(server().data(), domain, 10, Clock.systemUTC());
        get(storage.take(new Commit(1, "nonce", Instant.now(), false, Set.of(), List.of(), List.of())));
        for (Kind kind : Kind.values()) {
            get(storage.apply(
                    1,
                    kind,
                    IntStream.range(0, documents).mapToObj(i -> insert(kind, i)).toList()));
        }
        get(storage.setAside(1, insert(Kind.PROFILE, 0), "1"));
    }

    private static Write insert(Kind kind, int i) {
        return new Write.Insert(new Ref(kind, "é" + i), JsonNodeFactory.instance.objectNode());
    }

    /** Counted by the generation that documents carry, not by the ids that they are deleted by. */
    private long count(Domain domain) {
        MongoData data = server().data();
        long count = get(Calls.one(() -> data.commits().countDocuments(new Generation(domain.generation()).here())))
                + get(Calls.one(() -> data.refused().countDocuments(new Generation(domain.generation()).here())));
        for (Kind kind : Kind.values()) {
            count += get(
                    Calls.one(() -> data.documents(kind).countDocuments(new Generation(domain.generation()).here())));
        }
        return count;
    }
}
