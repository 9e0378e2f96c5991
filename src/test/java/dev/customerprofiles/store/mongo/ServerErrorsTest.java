package dev.customerprofiles.store.mongo;

import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.reactivestreams.client.MongoClients;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.LogStorage;
import dev.customerprofiles.store.LogStorage.Applied;
import dev.customerprofiles.store.StoreFailure;
import dev.customerprofiles.store.Write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerErrorsTest {

    private static final int NOT_PRIMARY = 10107;
    private static final int DUPLICATE_KEY = 11000;
    private static final int VALIDATION = 121;
    private static final String QUOTED = "dup key: { _id: \"_phone|+12065550100\" }";

    private static final List<Write> WRITES = IntStream.range(0, 4)
            .mapToObj(i ->
                    (Write) new Write.Insert(new Ref(Kind.PROFILE, "p" + i), JsonNodeFactory.instance.objectNode()))
            .toList();

    @Test
    void write_that_is_turned_down_for_its_content_is_refused_with_its_code() {
        assertThat(partly(errors(DUPLICATE_KEY, VALIDATION), null))
                .isEqualTo(new Applied(2, Map.of(WRITES.get(1), "121")));
    }

    @Test
    void transient_error_of_any_write_fails_the_call() {
        assertThatThrownBy(() -> partly(errors(VALIDATION, NOT_PRIMARY), null))
                .isInstanceOf(MongoBulkWriteException.class);
    }

    @Test
    void write_that_no_majority_has_fails_the_call() {
        WriteConcernError noMajority = new WriteConcernError(64, "WriteConcernFailed", QUOTED, new BsonDocument());

        assertThatThrownBy(() -> partly(List.of(), noMajority)).isInstanceOf(MongoBulkWriteException.class);
    }

    @Test
    void command_is_taken_apart_only_where_its_content_may_be_at_fault() {
        assertThat(ServerErrors.isAboutContent(command(10334))).isTrue();
        assertThat(ServerErrors.isAboutContent(command(NOT_PRIMARY))).isFalse();
        assertThat(ServerErrors.isAboutContent(command(987654))).isFalse();
    }

    @Test
    void what_the_server_says_is_not_passed_on_because_it_may_quote_documents() {
        for (Throwable failure : List.of(command(1), bulk(errors(DUPLICATE_KEY, NOT_PRIMARY), null))) {
            Throwable harmless = Calls.harmless(failure);

            assertThat(harmless).isInstanceOf(StoreFailure.class).hasNoCause();
            assertThat(harmless.getMessage()).doesNotContain("_phone");
        }
        assertThat(Calls.harmless(bulk(errors(DUPLICATE_KEY, NOT_PRIMARY), null)))
                .hasMessageContaining("" + NOT_PRIMARY);
    }

    @Test
    void lost_connection_keeps_its_cause() {
        Throwable lost = new MongoSocketReadException("closed", new ServerAddress());

        assertThat(Calls.harmless(lost)).isInstanceOf(StoreFailure.class).hasCause(lost);
    }

    @Test
    void every_call_fails_while_the_server_cannot_be_reached() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        ReactiveMongoClient client = new ReactiveMongoClientImpl(
                MongoClients.create("mongodb://127.0.0.1:" + nobody + "/?serverSelectionTimeoutMS=50"));
        try {
            MongoData data = new MongoData(client.getDatabase("none"));
            LogStorage storage = new MongoLogStorage(data, TestServer.newDomain(), 3, Clock.systemUTC());

            for (var call : Set.of(
                    storage.head(),
                    storage.read(List.of(WRITES.get(0).ref())),
                    storage.apply(1, Kind.PROFILE, WRITES),
                    storage.setAside(1, WRITES.get(0), "1"),
                    new MongoCustomers(data).profile(TestServer.newDomain(), "ada"),
                    new MongoDomainData(data).removeAll("g"),
                    new MongoIndexes(data).create())) {
                assertThatThrownBy(() -> call.await().atMost(Duration.ofSeconds(10)))
                        .isInstanceOf(StoreFailure.class);
            }
        } finally {
            client.close();
        }
    }

    private static Applied partly(List<BulkWriteError> errors, WriteConcernError concern) {
        return Application.partly(bulk(errors, concern), WRITES).await().indefinitely();
    }

    private static MongoBulkWriteException bulk(List<BulkWriteError> errors, WriteConcernError concern) {
        BulkWriteResult result = BulkWriteResult.acknowledged(WRITES.size(), 0, 0, 0, List.of(), List.of());
        return new MongoBulkWriteException(result, errors, concern, new ServerAddress(), Set.of());
    }

    private static List<BulkWriteError> errors(int... codes) {
        return IntStream.range(0, codes.length)
                .mapToObj(i -> new BulkWriteError(codes[i], QUOTED, new BsonDocument(), i))
                .toList();
    }

    private static MongoCommandException command(int code) {
        BsonDocument response = BsonDocument.parse("{ok: 0, code: %d, errmsg: '%s'}".formatted(code, QUOTED));
        return new MongoCommandException(response, new ServerAddress());
    }
}
