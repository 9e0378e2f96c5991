package dev.customerprofiles.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Fills the domain {@code demo} once, from outside: it speaks REST and AMQP only, like the systems it stands for. What the
 * last event became is the mark that the set is in; sending it again would change nothing anyway.
 */
@Singleton
@IfBuildProfile("dev")
class SampleLoader {

    private static final Logger LOG = Logger.getLogger(SampleLoader.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Vertx vertx;
    private final String brokerHost;
    private final int brokerPort;
    private final SampleEvents samples = SampleEvents.read();

    SampleLoader(
            Vertx vertx,
            @ConfigProperty(name = "amqp-host") String brokerHost,
            @ConfigProperty(name = "amqp-port") int brokerPort) {
        this.vertx = vertx;
        this.brokerHost = brokerHost;
        this.brokerPort = brokerPort;
    }

    void load(@ObservesAsync HttpServerStart http) {
        if (http.options().isSsl()) {
            return;
        }
        int port = http.options().getPort();
        var rest = WebClient.create(
                vertx, new WebClientOptions().setDefaultHost(Ports.LOOPBACK).setDefaultPort(port));
        isLastEventIn(rest)
                .chain(in -> in ? Uni.createFrom().voidItem() : fill(rest))
                .invoke(() -> LOG.infof("Customers to look at: http://localhost:%d/", port))
                .chain(() -> liveContacts(rest))
                .chain(left -> new SampleContacts(new SampleProducer(vertx, brokerHost, brokerPort)).play(left))
                .eventually(rest::close)
                .subscribe()
                .with(
                        done -> LOG.info("The sample contacts are in"),
                        problem -> LOG.warn("The sample events could not be loaded", problem));
    }

    private Uni<Void> fill(WebClient rest) {
        return describeSources(rest)
                .chain(() -> new SampleProducer(vertx, brokerHost, brokerPort).send(samples.events()))
                .invoke(() -> LOG.infof(
                        "%d sample events sent to %s", samples.events().size(), EmbeddedBroker.EVENTS))
                .chain(() -> awaitLastEvent(rest));
    }

    private Uni<Void> describeSources(WebClient rest) {
        return createDomain(rest).chain(() -> Multi.createFrom()
                .iterable(SampleEvents.SOURCES.entrySet())
                .onItem()
                .transformToUniAndConcatenate(source -> putIntegration(rest, source))
                .collect()
                .asList()
                .replaceWithVoid());
    }

    private Uni<Void> createDomain(WebClient rest) {
        String domain = "/domains/" + SampleEvents.DOMAIN;
        return rest.get(domain)
                .send()
                .chain(known -> known.statusCode() == 200
                        ? Uni.createFrom().voidItem()
                        : rest.post(domain)
                                .sendJsonObject(new JsonObject().put("DefaultExpirationDays", 366))
                                .chain(SampleLoader::requireSuccess));
    }

    private static Uni<Void> putIntegration(WebClient rest, Map.Entry<String, Map<String, String>> source) {
        var types = new JsonObject();
        source.getValue().forEach(types::put);
        return rest.put("/domains/" + SampleEvents.DOMAIN + "/integrations")
                .sendJsonObject(new JsonObject().put("Uri", source.getKey()).put("ObjectTypeNames", types))
                .chain(SampleLoader::requireSuccess);
    }

    private Uni<Void> awaitLastEvent(WebClient rest) {
        return isLastEventIn(rest)
                .onItem()
                .delayIt()
                .by(BETWEEN_LOOKS)
                .repeat()
                .until(in -> in)
                .collect()
                .last()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    private static Uni<List<JsonObject>> liveContacts(WebClient rest) {
        return rest.get("/domains/" + SampleEvents.DOMAIN + "/contacts/live")
                .send()
                .map(answer -> answer.bodyAsJsonObject().getJsonArray("Items").stream()
                        .map(JsonObject.class::cast)
                        .toList());
    }

    private Uni<Boolean> isLastEventIn(WebClient rest) {
        JsonObject last = samples.last();
        return rest.get("/domains/" + SampleEvents.DOMAIN + "/events/" + last.getString("id"))
                .addQueryParam("source", last.getString("source"))
                .send()
                .map(answer -> answer.statusCode() == 200);
    }

    private static Uni<Void> requireSuccess(HttpResponse<Buffer> answer) {
        return answer.statusCode() < 300
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .failure(new IllegalStateException(
                                "HTTP " + answer.statusCode() + " " + answer.getHeader("x-amzn-ErrorType")));
    }
}
