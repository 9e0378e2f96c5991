package dev.customerprofiles.workspace;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonObject;

import dev.customerprofiles.core.state.Sha256;
import dev.customerprofiles.doors.security.TokenKeys;

/**
 * An OpenID provider that the browser goes to: the code flow with PKCE. Who is signed in there is what the browser's cookie
 * {@code user} says: {@code dana:agent}.
 */
public final class IdentityProvider implements QuarkusTestResourceLifecycleManager {

    static final String AUTHORITY = "customer-profiles.workspace.authority";

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    private HttpServer server;

    private record Grant(String user, String challenge) {}

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "identity-provider");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/.well-known/openid-configuration", this::discover);
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
        return Map.of(AUTHORITY, url());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void discover(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                new JsonObject()
                        .put("authorization_endpoint", url() + "/authorize")
                        .put("token_endpoint", url() + "/token"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        grants.put(code, new Grant(user(exchange), asked.get("code_challenge")));
        exchange.getResponseHeaders()
                .add("Location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Grant grant = grants.remove(asked.get("code"));
        String challenge = TokenKeys.base64(Sha256.of(asked.get("code_verifier")))
                .replace('+', '-')
                .replace('/', '_')
                .replace("=", "");
        if (grant == null || !challenge.equals(grant.challenge())) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        String[] user = grant.user().split(":");
        String token = Jwt.claims()
                .subject(UUID.randomUUID().toString())
                .preferredUserName(user[0])
                .groups(Set.of(user[1]))
                .claim("domains", "*")
                .expiresAt(Instant.now().plusSeconds(3600))
                .sign(TokenKeys.privateKey());
        answer(exchange, new JsonObject().put("access_token", token).put("expires_in", 3600));
    }

    private static String user(HttpExchange exchange) {
        String cookies = exchange.getRequestHeaders().getFirst("Cookie");
        return cookies == null
                ? "nobody:none"
                : HttpCookie.parse(cookies).get(0).getValue();
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : form.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void answer(HttpExchange exchange, JsonObject body) throws IOException {
        byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
