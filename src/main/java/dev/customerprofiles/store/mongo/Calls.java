package dev.customerprofiles.store.mongo;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.reactivestreams.Publisher;

import dev.customerprofiles.store.StoreFailure;

/** Calls of the driver as Unis: made once per subscription, answered on the caller's own event loop. */
final class Calls {

    private Calls() {}

    /** The single answer of a call, or null where it has none. */
    static <T> Uni<T> one(Supplier<? extends Publisher<T>> call) {
        return onCallersContext(() -> Uni.createFrom().publisher(AdaptersToFlow.publisher(call.get())));
    }

    static <T> Uni<List<T>> all(Supplier<? extends Publisher<T>> call) {
        return onCallersContext(() -> Multi.createFrom()
                .publisher(AdaptersToFlow.publisher(call.get()))
                .collect()
                .asList());
    }

    /** The answers of a call up to the first that is enough. */
    static <T> Uni<List<T>> until(Supplier<? extends Publisher<T>> call, Predicate<T> enough) {
        return onCallersContext(() -> {
            AtomicBoolean goesOn = new AtomicBoolean(true);
            return Multi.createFrom()
                    .publisher(AdaptersToFlow.publisher(call.get()))
                    .select()
                    .first(answer -> goesOn.getAndSet(!enough.test(answer)))
                    .collect()
                    .asList();
        });
    }

    private static <T> Uni<T> onCallersContext(Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            Uni<T> answer = call.get();
            return context == null ? answer : answer.emitOn(task -> context.runOnContext(ignored -> task.run()));
        });
    }

    /** The same call, whose failure says nothing of what it was about. */
    static <T> Uni<T> harmless(Uni<T> call) {
        return call.onFailure().transform(Calls::harmless);
    }

    /** What the server says may quote documents, so of its failures only the code is passed on. */
    static Throwable harmless(Throwable failure) {
        if (failure instanceof MongoServerException) {
            return new StoreFailure(ServerErrors.code(failure));
        }
        return failure instanceof MongoException ? new StoreFailure(failure) : failure;
    }
}
