package dev.customerprofiles.store.mongo;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the database answers soon; why it does not is told by class only, as its messages name users and hosts. */
@Readiness
@ApplicationScoped
class DatabaseHealth implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String NAME = "database";

    private final ReactiveMongoClient client;

    /** What the last call found out. */
    private volatile boolean up;

    DatabaseHealth(ReactiveMongoClient client, MeterRegistry meters) {
        this.client = client;
        Gauge.builder("customer.profiles.ready", this, health -> health.up ? 1 : 0)
                .description("Whether what the service needs is there")
                .tag("check", NAME)
                .register(meters);
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return client.getDatabase("admin")
                .runCommand(new Document("ping", 1))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer -> HealthCheckResponse.named(NAME).up().build())
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("reason", failure.getClass().getSimpleName())
                        .build())
                .invoke(answer -> up = answer.getStatus() == HealthCheckResponse.Status.UP);
    }
}
