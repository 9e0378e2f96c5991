package dev.customerprofiles.doors.amqp;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether events flow in and changes can flow out; an installation without a broker misses nothing. */
@Readiness
@ApplicationScoped
class BrokerHealth implements AsyncHealthCheck {

    private static final String NAME = "broker";

    private final Broker broker;

    BrokerHealth(Broker broker, MeterRegistry meters) {
        this.broker = broker;
        Gauge.builder("customer.profiles.ready", this, health -> health.up() ? 1 : 0)
                .description("Whether what the service needs is there")
                .tag("check", NAME)
                .register(meters);
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(() -> HealthCheckResponse.named(NAME).status(up()).build());
    }

    private boolean up() {
        return !broker.isUsed() || broker.isReady();
    }
}
