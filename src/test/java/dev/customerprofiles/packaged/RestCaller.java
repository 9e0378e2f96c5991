package dev.customerprofiles.packaged;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import jakarta.ws.rs.core.HttpHeaders;

import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;

import dev.customerprofiles.Tenant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program that puts records and edits profiles over REST, of customers that nobody else writes to; it makes a call again, at one
 * instance after the other, until it is answered.
 */
final class RestCaller implements Runnable {

    /** What events that come over REST have for a source. */
    static final String SOURCE = "urn:customer-profiles:rest";

    private static final int CUSTOMERS = 3;
    private static final Duration PACE = Duration.ofMillis(50);
    private static final Set<Integer> COME_AGAIN = Set.of(429, 500);
    private static final int OUTDATED = 412;
    private static final long YEAR_2025 = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();

    /** A little less than for ever: an instance says itself, after half a minute, that it does not know. */
    private static final RestAssuredConfig IMPATIENT = RestAssuredConfig.config()
            .httpClient(HttpClientConfig.httpClientConfig()
                    .setParam("http.connection.timeout", 2_000)
                    .setParam("http.socket.timeout", 40_000));

    private final Tenant tenant;
    private final Supplier<List<String>> instances;
    private final int firstCustomer;
    private final Random random;
    private final Map<Integer, Crowd.Customer> customers = new TreeMap<>();
    private final Map<Integer, String> profiles = new HashMap<>();
    private final Map<String, String> outcomes = new HashMap<>();
    private final List<String> edits = new ArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private int putsWithoutAnswer;
    private int changes;
    private volatile boolean calling;
    private volatile boolean enough;

    /** @param instances where there are instances, of which some may be gone or stand still */
    RestCaller(Tenant tenant, Supplier<List<String>> instances, int firstCustomer) {
        this.tenant = tenant;
        this.instances = instances;
        this.firstCustomer = firstCustomer;
        this.random = new Random(firstCustomer);
    }

    private interface Call {
        Response to(RequestSpecification instance) throws IOException;
    }

    /** Goes on until it is told that it is enough. */
    @Override
    public void run() {
        while (!enough) {
            int customer = firstCustomer + random.nextInt(CUSTOMERS);
            if (profiles.containsKey(customer) && random.nextBoolean()) {
                edit(customer);
            } else {
                put(customer);
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    void enough() {
        enough = true;
    }

    /** Calls made so far, answered or not. */
    int attempts() {
        return attempts.get();
    }

    boolean isCalling() {
        return calling;
    }

    /** By their Zendesk id. */
    Map<Integer, Crowd.Customer> customers() {
        return customers;
    }

    /** Those of the puts that were answered, by the ids of their events. */
    Map<String, String> outcomes() {
        return outcomes;
    }

    /** Of each it is not known whether it was applied. */
    int putsWithoutAnswer() {
        return putsWithoutAnswer;
    }

    /** The bodies of all edits, each another. */
    List<String> edits() {
        return edits;
    }

    /** The same record again changes nothing, however late it is applied. */
    private void put(int id) {
        int number = ++changes;
        JsonObject record = new JsonObject()
                .put("id", id)
                .put("name", Crowd.name(id))
                .put("email", Crowd.email(id))
                .put("role", "role" + number)
                .put("updated_at", Instant.ofEpochSecond(YEAR_2025 + number).toString());
        String body = new JsonObject()
                .put("ObjectTypeName", "Zendesk-users")
                .put("Object", record.encode())
                .encode();
        Response answer = null;
        while (answer == null) {
            answer = attempt(instance -> instance.body(body).put(path("/objects")));
            putsWithoutAnswer += answer == null ? 1 : 0;
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        outcomes.put(answer.jsonPath().getString("EventId"), answer.jsonPath().getString("Outcome"));
        String profile = answer.jsonPath().getString("ProfileId");
        assertThat(profiles.computeIfAbsent(id, first -> profile)).isEqualTo(profile);
        customer(id).hears("FirstName", Crowd.firstName(id), 0);
        customer(id).hears("LastName", Crowd.lastName(id), 0);
        customer(id).hears("EmailAddress", Crowd.email(id), 0);
        customer(id).hears("Attributes.ZendeskUserId", Integer.toString(id), 0);
        customer(id).hears("Attributes.ZendeskRole", "role" + number, number);
    }

    /** An edit that nobody answered, and that is applied late, would undo what came after it: If-Match keeps it from that. */
    private void edit(int id) {
        int number = ++changes;
        String said = "edit " + number + " of " + id;
        String body = new JsonObject()
                .put("ProfileId", profiles.get(id))
                .put("AdditionalInformation", said)
                .encode();
        for (Response seen = read(id);
                !said.equals(seen.jsonPath().getString("AdditionalInformation"));
                seen = read(id)) {
            String revision = seen.header(HttpHeaders.ETAG);
            Response answer = attempt(instance ->
                    instance.header(HttpHeaders.IF_MATCH, revision).body(body).put(path("")));
            assertThat(answer == null || Set.of(200, OUTDATED).contains(answer.statusCode()))
                    .as("an answer to an edit")
                    .isTrue();
        }
        edits.add(new JsonObject().put("AdditionalInformation", said).encode());
        customer(id).hears("AdditionalInformation", said, number);
    }

    private Response read(int id) {
        Response answer = null;
        while (answer == null) {
            answer = attempt(instance -> instance.get(path("/{id}"), profiles.get(id)));
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    /** Null where there is no answer, or none that says anything. */
    private Response attempt(Call call) {
        if (Thread.interrupted()) {
            throw new CancellationException();
        }
        List<String> urls = instances.get();
        Tenant there = tenant.at(urls.get(Math.floorMod(attempts.incrementAndGet(), urls.size())));
        calling = true;
        try {
            Response answer = call.to(there.call().config(IMPATIENT));
            return COME_AGAIN.contains(answer.statusCode()) ? null : answer;
        } catch (IOException gone) {
            LockSupport.parkNanos(PACE.toNanos());
            return null;
        } finally {
            calling = false;
        }
    }

    private Crowd.Customer customer(int id) {
        return customers.computeIfAbsent(id, absent -> new Crowd.Customer());
    }

    private String path(String within) {
        return "/domains/" + tenant.name() + "/profiles" + within;
    }
}
