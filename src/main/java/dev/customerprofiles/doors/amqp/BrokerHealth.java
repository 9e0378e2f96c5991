package dev.customerprofiles.doors.amqp;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether events flow in and changes can flow out; an installation without a broker misses nothing. */
@Readiness
@ApplicationScoped
class BrokerHealth implements AsyncHealthCheck {

    private final Broker broker;

    BrokerHealth(Broker broker) {
        this.broker = broker;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> HealthCheckResponse.named("broker")
                .status(!broker.isUsed() || broker.isReady())
                .build());
    }
}
