package dev.customerprofiles.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.doors.rest.dialect.WireClient;
import dev.customerprofiles.doors.rest.dialect.WireModel;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that nobody would write. {@code -Drandom.requests=…} sends more of them, {@code -Drandom.seed=…} others; a failure names
 * the seed.
 */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class RandomRequestsTest extends SdkScenario {

    private static final long SEED = Long.getLong("random.seed", 1);
    private static final int REQUESTS = Integer.getInteger("random.requests", 600);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The domain must still be there in the end. */
    private static final Set<String> NOT_CALLED = Set.of("DeleteDomain");

    private final WireModel model = new WireModel();
    private final Random random = new Random(SEED);

    @Test
    void whatever_a_member_holds_the_answer_is_of_the_dialect_and_no_fault_of_the_service() throws Exception {
        WireClient client = new WireClient(
                model, service, TestTokens.of(Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR, Roles.PRIVACY));
        List<String> operations = model.operations().stream()
                .filter(operation -> !NOT_CALLED.contains(operation))
                .toList();
        for (int i = 0; i < REQUESTS; i++) {
            String operation = operations.get(random.nextInt(operations.size()));
            ObjectNode request = model.request(operation);
            if (request.has("DomainName")) {
                request.put("DomainName", domain);
            }
            String changed = spoil(request);
            WireClient.Answer answer = client.call(operation, request);
            String what = "seed %d, request %d: %s with other %s".formatted(SEED, i, operation, changed);
            assertThat(answer.status()).as(what).isLessThan(500);
            if (answer.status() >= 400) {
                assertThat(answer.error()).as(what).endsWith("Exception");
                assertThat(answer.message()).as(what).isNotBlank();
            }
        }
    }

    @Test
    void whatever_bytes_come_the_service_goes_on() throws Exception {
        for (int i = 0; i < REQUESTS / 10; i++) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            String answer =
                    switch (i % 3) {
                        case 0 -> raw(bytes);
                        case 1 ->
                            raw(line("GET /domains/" + printable(bytes) + " HTTP/1.1"), line("Host: x"), line(""));
                        default ->
                            raw(
                                    line("POST /domains/" + domain + "/profiles/search HTTP/1.1"),
                                    line("Host: x"),
                                    line(printable(bytes) + ": " + printable(bytes)),
                                    line("Content-Length: " + random.nextInt(10)),
                                    line(""),
                                    bytes);
                    };
            assertThat(answer).as("seed %d, request %d".formatted(SEED, i)).doesNotContain("HTTP/1.1 5");
        }
        assertThat(get(service.resolve("/q/health/live")).statusCode()).isEqualTo(200);
    }

    /** Puts something else in the place of one member, or several. @return their names */
    private String spoil(ObjectNode request) {
        List<String> names = new ArrayList<>();
        request.fieldNames().forEachRemaining(names::add);
        names.add("Another");
        if (names.size() > 1) {
            names.remove("DomainName");
        }
        String name = names.get(random.nextInt(names.size()));
        request.set(name, anything(3));
        return name;
    }

    private JsonNode anything(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(random.nextDouble() * 1e300);
            case 4 -> JSON.textNode("");
            case 5 -> JSON.textNode("\u0000\uD800{{#each this}}{{/each}}$where");
            case 6 -> JSON.textNode("x".repeat(1 + random.nextInt(5_000)));
            case 7 -> JSON.objectNode().put("$gt", "");
            case 8 -> deep(1 + random.nextInt(900));
            case 9 -> JSON.arrayNode().add(anything(depth - 1)).add(anything(depth - 1));
            case 10 -> JSON.objectNode().set("a.b", anything(depth - 1));
            default -> JSON.objectNode().set("", anything(depth - 1));
        };
    }

    private static ArrayNode deep(int levels) {
        ArrayNode inner = JSON.arrayNode();
        for (int i = 1; i < levels; i++) {
            inner = JSON.arrayNode().add(inner);
        }
        return inner;
    }

    /** What comes back, as far as it does. */
    private String raw(byte[]... parts) throws Exception {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(2_000);
            OutputStream out = socket.getOutputStream();
            for (byte[] part : parts) {
                out.write(part);
            }
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(200), StandardCharsets.ISO_8859_1);
        } catch (IOException closed) {
            return "";
        }
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte one : bytes) {
            if (one > ' ') {
                text.append((char) one);
            }
        }
        return text.toString();
    }
}
