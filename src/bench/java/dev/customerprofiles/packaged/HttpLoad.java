package dev.customerprofiles.packaged;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Programs that call a service over and over, each its next request when the answer to the last is there. */
final class HttpLoad implements AutoCloseable {

    private static final long PATIENCE_MINUTES = 10;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final HttpClient client;
    private final URI url;
    private final String token;

    /** @param token or null */
    HttpLoad(String url, String token, int clients) {
        this.url = URI.create(url);
        this.token = token;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(clients).setKeepAlive(true));
    }

    /** A request; {@code body} may be null. */
    record Call(HttpMethod method, String path, String body) {

        static Call get(String path) {
            return new Call(HttpMethod.GET, path, null);
        }
    }

    /** Requests per second of this many clients; every answer must be a success. */
    double rate(int clients, int requests, IntFunction<Call> calls) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            all.add(on(vertx.getOrCreateContext(), () -> goOn(next, requests, calls)));
        }
        Future.join(all).toCompletionStage().toCompletableFuture().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        return requests * 1e9 / (System.nanoTime() - start);
    }

    private Future<Void> goOn(AtomicInteger next, int requests, IntFunction<Call> calls) {
        int i = next.getAndIncrement();
        return i >= requests
                ? Future.succeededFuture()
                : send(calls.apply(i)).compose(answer -> goOn(next, requests, calls));
    }

    /** The body of the answer. */
    Future<String> call(Call call) {
        return on(context, () -> send(call));
    }

    /** To where its answer arrives: sent from another thread, a request now and then misses the end of its answer. */
    private static <T> Future<T> on(Context context, Supplier<Future<T>> work) {
        Promise<T> result = Promise.promise();
        context.runOnContext(ignored -> work.get().onComplete(result));
        return result.future();
    }

    private Future<String> send(Call call) {
        RequestOptions options = new RequestOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(call.path())
                .setMethod(call.method());
        if (token != null) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        if (call.body() != null) {
            options.putHeader("Content-Type", "application/json");
        }
        return client.request(options)
                .compose(request -> call.body() == null ? request.send() : request.send(call.body()))
                .compose(response -> response.body().compose(body -> response.statusCode() == 200
                        ? Future.succeededFuture(body.toString())
                        : Future.failedFuture("answered " + response.statusCode())));
    }

    @Override
    public void close() {
        client.close();
        vertx.close();
    }
}
