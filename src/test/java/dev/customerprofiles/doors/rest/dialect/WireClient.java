package dev.customerprofiles.doors.rest.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls any operation of the contract over plain HTTP, each member of its request where the contract wants it. */
public final class WireClient {

    /** @param error the shape of the error in the header, or null; @param body whatever JSON there was, or null */
    public record Answer(int status, String error, JsonNode body) {

        public String message() {
            return body == null ? "" : body.path("Message").asText();
        }
    }

    /** With an older version one bad request does not end those beside it. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ObjectMapper json = new ObjectMapper();
    private final WireModel model;
    private final URI service;
    private final String token;

    public WireClient(WireModel model, URI service, String token) {
        this.model = model;
        this.service = service;
        this.token = token;
    }

    /** @param request members by the names of the contract */
    public Answer call(String operation, ObjectNode request) throws IOException, InterruptedException {
        return call(operation, request, UnaryOperator.identity());
    }

    /** @param spoil makes something else of the body's bytes */
    public Answer call(String operation, ObjectNode request, UnaryOperator<byte[]> spoil)
            throws IOException, InterruptedException {
        String path = model.uri(operation);
        List<String> query = new ArrayList<>();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (var member : request.properties()) {
            JsonNode place = model.input(operation).path("members").path(member.getKey());
            String name = place.path("as").asText();
            switch (place.path("in").asText()) {
                case "path" -> path = path.replace('{' + name + '}', encode(member.getValue()));
                case "query" -> {
                    Iterable<JsonNode> values =
                            member.getValue().isArray() ? member.getValue() : List.of(member.getValue());
                    values.forEach(value -> query.add(name + '=' + encode(value)));
                }
                default -> body.set(member.getKey(), member.getValue());
            }
        }
        String target = path + (query.isEmpty() ? "" : '?' + String.join("&", query));
        HttpRequest.Builder call = HttpRequest.newBuilder(service.resolve(target))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        model.method(operation),
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(spoil.apply(json.writeValueAsBytes(body))));
        HttpResponse<InputStream> answer = http.send(call.build(), HttpResponse.BodyHandlers.ofInputStream());
        byte[] content = content(answer);
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue(Errors.TYPE_HEADER).orElse(null),
                content.length == 0 ? null : json.readTree(content));
    }

    /** Nothing of a stream: it does not end. */
    private static byte[] content(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            boolean endless =
                    answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
            return endless ? new byte[0] : body.readAllBytes();
        }
    }

    private static String encode(JsonNode value) {
        return URLEncoder.encode(value.asText(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
