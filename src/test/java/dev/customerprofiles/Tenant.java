package dev.customerprofiles;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;

import static io.restassured.RestAssured.given;

/** A domain that no other test knows, and what a program does with it over REST. */
public final class Tenant {

    private final String url;
    private final String token;
    private final String name;

    private Tenant(String url, String token, String name) {
        this.url = url;
        this.token = token;
        this.name = name;
    }

    /** @param token with all roles, for all domains */
    public static Tenant create(String url, String token) {
        Tenant tenant =
                new Tenant(url, token, "t" + UUID.randomUUID().toString().replace("-", ""));
        tenant.call()
                .body("{\"DefaultExpirationDays\":366}")
                .post(tenant.path(""))
                .then()
                .statusCode(200);
        return tenant;
    }

    /** The same domain, reached by another instance of the service. */
    public Tenant at(String otherUrl) {
        return new Tenant(otherUrl, token, name);
    }

    public String name() {
        return name;
    }

    /** Registers a source under a Uri of its own. */
    public String register(String system, Map<String, Object> objectTypeNames) {
        String uri = "https://" + system + ".example.com/" + name;
        JsonObject body = new JsonObject().put("Uri", uri).put("ObjectTypeNames", new JsonObject(objectTypeNames));
        call().body(body.encode()).put(path("/integrations")).then().statusCode(200);
        return uri;
    }

    /** PutProfileObject. */
    public Response put(String objectType, String record) {
        JsonObject body = new JsonObject().put("ObjectTypeName", objectType).put("Object", record);
        return call().body(body.encode()).put(path("/profiles/objects"));
    }

    /** @param path within the domain, such as {@code /profiles/1} */
    public JsonPath get(String path, Object... parameters) {
        return call().get(path(path), parameters)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public JsonPath post(String path, String body) {
        return call().body(body)
                .post(path(path))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public JsonPath profile(String id) {
        return get("/profiles/{id}", id);
    }

    /** The ledger's entry of an event; null while there is none. */
    public JsonPath event(String source, String id) {
        Response answer = call().queryParam("source", source).get(path("/events/{id}"), id);
        return answer.statusCode() == 404
                ? null
                : answer.then().statusCode(200).extract().jsonPath();
    }

    /** What became of an event; null while nothing has. */
    public String outcome(String source, String id) {
        JsonPath entry = event(source, id);
        return entry == null ? null : entry.getString("Outcome");
    }

    /** Rejected and parked events. */
    public List<Map<String, Object>> rejected() {
        return get("/rejected-events").getList("Items");
    }

    /** What was sent with a rejected event. */
    public String payload(Map<String, Object> rejected) {
        return get("/rejected-events/{id}", rejected.get("Id")).getString("Object");
    }

    /** A request with the token, to be finished by the caller. */
    public RequestSpecification call() {
        return given().baseUri(url).header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private String path(String within) {
        return "/domains/" + name + within;
    }
}
