package dev.customerprofiles.store.mongo;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

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

    private final ReactiveMongoClient client;

    DatabaseHealth(ReactiveMongoClient client) {
        this.client = client;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return client.getDatabase("admin")
                .runCommand(new Document("ping", 1))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer -> HealthCheckResponse.named("database").up().build())
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named("database")
                        .down()
                        .withData("reason", failure.getClass().getSimpleName())
                        .build());
    }
}
