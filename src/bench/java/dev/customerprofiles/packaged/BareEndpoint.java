package dev.customerprofiles.packaged;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/**
 * What an endpoint could reach that makes the same query and hands on the bytes that it gets: {@code /id/ID} reads a profile by its
 * id, {@code /key/GENERATION/NAME/VALUE} finds profiles by a key. It runs in a process of its own, as the service does.
 */
final class BareEndpoint implements AutoCloseable {

    private final Process process;
    final String url;

    BareEndpoint(String mongo, String database) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareEndpoint.class.getName(),
                        mongo,
                        database)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("http://")) {
            line = out.readLine();
        }
        url = line;
    }

    /** @param arguments the document server and the database */
    public static void main(String[] arguments) {
        MongoCollection<RawBsonDocument> profiles = MongoClients.create(arguments[0])
                .getDatabase(arguments[1])
                .getCollection("profiles", RawBsonDocument.class);
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> answer(request, profiles))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("http://127.0.0.1:" + server.actualPort()));
    }

    private static void answer(HttpServerRequest request, MongoCollection<RawBsonDocument> profiles) {
        String[] path = request.path().split("/");
        Bson query = path[1].equals("id")
                ? Filters.eq("_id", decoded(path[2]))
                : Filters.and(
                        Filters.eq("g", path[2]),
                        Filters.elemMatch(
                                "keys", new Document("name", path[3]).append("value", decoded(path[4]))));
        request.pause();
        Uni.createFrom()
                .publisher(AdaptersToFlow.publisher(profiles.find(query).limit(20)))
                .subscribe()
                .with(
                        found -> request.response()
                                .end(Buffer.buffer(found.getByteBuffer().array())),
                        failure -> request.response().setStatusCode(500).end());
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
