package dev.customerprofiles.doors;

import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/** What those who run the service see of it. */
@QuarkusTest
class OperationTest {

    @Test
    void readiness_names_database_and_broker() {
        await().untilAsserted(() -> get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'database' }.status", is("UP"))
                .body("checks.find { it.name == 'broker' }.status", is("UP"))
                .body("checks.name", containsInAnyOrder("database", "broker", "Graceful Shutdown")));
    }

    @Test
    void liveness_depends_on_neither() {
        get("/q/health/live")
                .then()
                .statusCode(200)
                .body("checks.name", is(List.of("event-loop")))
                .body("checks[0].status", is("UP"));
    }

    @Test
    void metrics_are_there_before_the_first_event_and_name_no_domain() {
        get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("customer_profiles_event_age_seconds_bucket"))
                .body(containsString("customer_profiles_events_total{door=\"rest\",outcome=\"created\""))
                .body(containsString("customer_profiles_events_undeliverable_total{reason=\"unknown-domain\""))
                .body(containsString("customer_profiles_events_in_flight"))
                .body(not(containsString("domain=")));
    }
}
