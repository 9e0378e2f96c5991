package dev.customerprofiles.packaged;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What comes in all the time, at a bounded rate: the messages of a crowd, and calls over REST. */
final class Load implements AutoCloseable {

    /** Messages a second; so many at once that some wait for a moment. */
    private static final int BURST = Integer.getInteger("crash.messages-per-second", 30);

    private static final Duration PACE = Duration.ofSeconds(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PersistentProducer producer;
    private final Crowd crowd;
    private final List<RestCaller> callers;
    private final CompletableFuture<Void> done;
    private volatile boolean enough;

    Load(PersistentProducer producer, Crowd crowd, List<RestCaller> callers) {
        this.producer = producer;
        this.crowd = crowd;
        this.callers = callers;
        this.done = CompletableFuture.allOf(Stream.concat(Stream.<Runnable>of(this::send), callers.stream())
                .map(work -> CompletableFuture.runAsync(work, threads))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Messages and calls so far. */
    int begun() {
        return producer.sent() + callers.stream().mapToInt(RestCaller::attempts).sum();
    }

    /** Calls that are not answered yet. */
    long underWay() {
        return callers.stream().filter(RestCaller::isCalling).count();
    }

    /** Comes to its end: the broker has every message, and every call is answered. */
    void end(Duration patience) throws Exception {
        enough = true;
        callers.forEach(RestCaller::enough);
        done.get(patience.toSeconds(), TimeUnit.SECONDS);
    }

    private void send() {
        while (!enough && !Thread.currentThread().isInterrupted()) {
            producer.send(crowd.next(BURST));
            LockSupport.parkNanos(PACE.toNanos());
        }
        producer.send(crowd.rest());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
