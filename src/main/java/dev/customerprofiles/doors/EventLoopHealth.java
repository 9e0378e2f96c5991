package dev.customerprofiles.doors;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive is who still answers: a task given to an event loop is run. Neither the database nor the broker plays a part, as a
 * restart brings back neither.
 */
@Liveness
@ApplicationScoped
class EventLoopHealth implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;

    EventLoopHealth(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .<Boolean>emitter(emitter -> context.runOnContext(now -> emitter.complete(true)))
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(false)
                .map(alive ->
                        HealthCheckResponse.named("event-loop").status(alive).build());
    }
}
