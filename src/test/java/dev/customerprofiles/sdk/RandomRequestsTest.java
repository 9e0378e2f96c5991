package dev.customerprofiles.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.customerprofiles.LogWatch;
import dev.customerprofiles.RandomRecords;
import dev.customerprofiles.doors.rest.dialect.RandomValues;
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

    private static final int REQUESTS = Integer.getInteger("random.requests", 300);

    /** What is about should be there for a while. */
    private static final int REQUESTS_PER_DOMAIN = 100;

    /** The server reads no more of it, answers by itself, and closes the connection. */
    private static final int TOO_LONG_A_LINE = 414;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The domain must still be there in the end. */
    private static final Set<String> NOT_CALLED = Set.of("DeleteDomain");

    private final WireModel model = new WireModel();

    static LongStream seeds() {
        Long wanted = Long.getLong("random.seed");
        return wanted == null ? LongStream.rangeClosed(1, 3) : LongStream.of(wanted);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_a_member_holds_the_answer_is_of_the_dialect_and_no_fault_of_the_service(long seed) throws Exception {
        Random random = new Random(seed);
        requests(seed, random, (client, operation, request) -> {
            String changed = spoil(request, model.uri(operation), random);
            return new Sent(operation + " with other " + changed, client.call(operation, request));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_becomes_of_a_body_on_its_way_the_answer_is_of_the_dialect(long seed) throws Exception {
        Random random = new Random(seed);
        requests(
                seed,
                random,
                (client, operation, request) -> new Sent(
                        operation + " with other bytes", client.call(operation, request, body -> spoil(body, random))));
    }

    private record Sent(String what, WireClient.Answer answer) {}

    private interface Call {

        Sent send(WireClient client, String operation, ObjectNode request) throws Exception;
    }

    /** Requests that keep every rule, about what is there, and records of any kind: until the call makes something else of them. */
    private void requests(long seed, Random random, Call call) throws Exception {
        List<String> operations = model.operations().stream()
                .filter(operation -> !NOT_CALLED.contains(operation))
                .toList();
        List<String> served =
                operations.stream().filter(model.supported()::contains).toList();
        RandomValues values = new RandomValues(model, random);
        RandomRecords records = new RandomRecords(random);
        int understood = 0;
        try (LogWatch log = LogWatch.open()) {
            for (int i = 0; i < REQUESTS; i += REQUESTS_PER_DOMAIN) {
                WireClient client = new WireClient(model, service, allRoles());
                try (Furnished here = Furnished.create(model, service, allRoles())) {
                    for (int k = i; k < i + REQUESTS_PER_DOMAIN; k++) {
                        String operation = any(random.nextInt(20) == 0 ? operations : served, random);
                        ObjectNode request =
                                random.nextInt(4) == 0 ? here.request(operation) : values.request(operation);
                        here.fill(request);
                        if (random.nextInt(4) > 0) {
                            putRecord(request, records.next());
                        }
                        Sent sent = sent(call, client, operation, request, "seed %d, request %d".formatted(seed, k));
                        String what = "seed %d, request %d: %s".formatted(seed, k, sent.what);
                        assertThat(sent.answer.status()).as(what).isLessThan(500);
                        if (sent.answer.status() == TOO_LONG_A_LINE) {
                            client = new WireClient(model, service, allRoles());
                        } else if (sent.answer.status() >= 400) {
                            assertThat(sent.answer.error()).as(what).endsWith("Exception");
                            assertThat(sent.answer.message()).as(what).isNotBlank();
                        } else {
                            understood++;
                        }
                        assertThat(log.alarms()).as(what).isEmpty();
                    }
                }
            }
        }
        assertThat(understood).as("seed %d: requests that are served", seed).isGreaterThan(REQUESTS / 20);
    }

    private static Sent sent(Call call, WireClient client, String operation, ObjectNode request, String what)
            throws Exception {
        try {
            return call.send(client, operation, request);
        } catch (IOException noAnswer) {
            throw new AssertionError(what + ": no answer to " + operation, noAnswer);
        }
    }

    private static String allRoles() {
        return TestTokens.of(Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR, Roles.PRIVACY);
    }

    /** A record in the place of those of the request, where it has any. */
    private static void putRecord(ObjectNode request, RandomRecords.Typed record) {
        boolean has = request.has("Object") || request.has("Objects") || request.has("Items");
        if (has && request.has("ObjectTypeName")) {
            request.put("ObjectTypeName", record.type());
        }
        if (request.has("Object")) {
            request.put("Object", record.record());
        }
        if (request.has("Objects")) {
            request.putArray("Objects").add(record.record());
        }
        for (JsonNode item : request.path("Items")) {
            if (item.has("Object")) {
                ((ObjectNode) item).put("Object", record.record());
            }
        }
    }

    /** A place in a request, at any depth. */
    private record Place(JsonNode parent, String name, int index, String path) {

        void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }

        void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove(name);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }
    }

    /** Puts something else in one place of a request, or nothing, where its path does not need it. @return the place */
    private static String spoil(ObjectNode request, String uri, Random random) {
        List<Place> places = new ArrayList<>();
        places(request, "", places);
        places.removeIf(place -> place.path.equals(".DomainName"));
        places.add(new Place(request, "Another", 0, ".Another"));
        Place place = any(places, random);
        if (random.nextInt(8) == 0 && !uri.contains('{' + place.path.substring(1) + '}')) {
            place.remove();
        } else {
            place.set(anything(3, random));
        }
        return place.path;
    }

    private static void places(JsonNode node, String path, List<Place> found) {
        node.properties().forEach(member -> {
            String inside = path + '.' + member.getKey();
            found.add(new Place(node, member.getKey(), 0, inside));
            places(member.getValue(), inside, found);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            String inside = path + '[' + i + ']';
            found.add(new Place(node, null, i, inside));
            places(node.get(i), inside, found);
        }
    }

    /** Some bytes turned, or the end missing, or something behind it. */
    private static byte[] spoil(byte[] body, Random random) {
        if (body.length == 0) {
            return body;
        }
        byte[] spoilt = body.clone();
        switch (random.nextInt(4)) {
            case 0 -> spoilt = Arrays.copyOf(body, random.nextInt(body.length));
            case 1 -> spoilt = Arrays.copyOf(body, body.length + 1 + random.nextInt(10));
            default -> {
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return spoilt;
    }

    private static JsonNode anything(int depth, Random random) {
        return switch (random.nextInt(depth > 0 ? 13 : 10)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(random.nextDouble() * 1e300);
            case 4 -> JSON.textNode("");
            case 5 -> JSON.textNode("\u0000\uD800{{#each this}}{{/each}}$where");
            case 6 -> JSON.textNode("x".repeat(1 + random.nextInt(5_000)));
            case 7 -> JSON.objectNode().put("$gt", "");
            case 8 -> deep(1 + random.nextInt(900));
            case 9 -> JSON.textNode(new RandomRecords(random).next().record());
            case 10 -> JSON.arrayNode().add(anything(depth - 1, random)).add(anything(depth - 1, random));
            case 11 -> JSON.objectNode().set("a.b", anything(depth - 1, random));
            default -> JSON.objectNode().set("", anything(depth - 1, random));
        };
    }

    private static ArrayNode deep(int levels) {
        ArrayNode inner = JSON.arrayNode();
        for (int i = 1; i < levels; i++) {
            inner = JSON.arrayNode().add(inner);
        }
        return inner;
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_bytes_come_the_service_goes_on(long seed) throws Exception {
        Random random = new Random(seed);
        try (LogWatch log = LogWatch.open()) {
            for (int i = 0; i < REQUESTS / 10; i++) {
                byte[] bytes = new byte[random.nextInt(600)];
                random.nextBytes(bytes);
                String answer =
                        switch (i % 4) {
                            case 0 -> raw(bytes);
                            case 1 ->
                                raw(
                                        line("GET /domains/" + printable(bytes) + " HTTP/1.1"),
                                        line("Host: x"),
                                        line("Authorization: Bearer " + allRoles()),
                                        line(""));
                            case 2 ->
                                raw(
                                        line("POST /domains/" + domain + "/profiles/search HTTP/1.1"),
                                        line("Host: x"),
                                        line("Authorization: Bearer " + allRoles()),
                                        line(printable(bytes) + ": " + printable(bytes)),
                                        line("Content-Length: " + bytes.length),
                                        line(""),
                                        bytes);
                            default ->
                                raw(
                                        line("POST /domains/" + domain + "/profiles/search HTTP/1.1"),
                                        line("Host: x"),
                                        line("Authorization: Bearer " + allRoles()),
                                        line("Content-Type: application/json"),
                                        line("Content-Length: " + (bytes.length + random.nextInt(3))),
                                        line(""),
                                        bytes);
                        };
                String what = "seed %d, request %d".formatted(seed, i);
                assertThat(answer).as(what).matches("(?s)|HTTP/1\\.[01] [24].*");
                assertThat(log.alarms()).as(what).isEmpty();
            }
        }
        assertThat(get(service.resolve("/q/health/live")).statusCode()).isEqualTo(200);
    }

    /** The beginning of what comes back, nothing where the connection is closed without a word. A silent, open one is a failure. */
    private String raw(byte[]... parts) throws Exception {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            for (byte[] part : parts) {
                out.write(part);
            }
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(200), StandardCharsets.ISO_8859_1);
        } catch (SocketException closed) {
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
