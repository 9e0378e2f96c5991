package dev.customerprofiles.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

/** A service under measurement, with a domain of its own on the servers that were named. */
final class Bench implements AutoCloseable {

    /** As the image runs in a container of 512 MiB. */
    static final String[] IN_512_MIB = {
        "-XX:+UseSerialGC", "-XX:MaxRAM=512m", "-XX:MaxRAMPercentage=50", "-XX:NewRatio=1", "-XX:SurvivorRatio=4"
    };

    /** More options of the service's Java, as for a recording. */
    private static final List<String> JAVA = Arrays.stream(
                    System.getProperty("bench.java", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private static final KeyPair KEYS = TokenKeys.generate();
    private static final String EVENTS = "customer_profiles_events_total";
    private static final Pattern MEMORY = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(15);

    final Servers servers = new Servers();
    final String url;
    final String token = TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN);
    final Tenant tenant;
    final String source;
    final Contacts contacts;
    private final Map<String, String> settings;
    private final String[] java;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final List<HttpRequest> metrics = new ArrayList<>();
    private final PersistentProducer producer;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param java options of the service's Java */
    Bench(String... java) throws IOException {
        this(Map.of(), java);
    }

    /** @param more settings of the service */
    Bench(Map<String, String> more, String... java) throws IOException {
        this.settings = servers.settings(TokenKeys.base64(KEYS.getPublic().getEncoded()));
        settings.putAll(more);
        this.java = Stream.concat(Arrays.stream(java), JAVA.stream()).toArray(String[]::new);
        url = startInstance();
        tenant = Tenant.create(url, token);
        source = tenant.register("salesforce", Map.of("Contact", "Salesforce-Contact"));
        contacts = new Contacts(tenant.name(), source);
        producer = new PersistentProducer(servers.brokerHost(), servers.brokerPort());
    }

    /** Starts one more instance of the service on the same servers; where it answers. */
    String startInstance() throws IOException {
        ServiceProcess service = ServiceProcess.start(settings, java);
        services.add(service);
        String instance = service.url();
        metrics.add(HttpRequest.newBuilder(URI.create(instance + "/q/metrics")).build());
        return instance;
    }

    /** Stops the instance that was started last, with what is under way in it done. */
    void stopInstance() throws InterruptedException {
        settle();
        services.remove(services.size() - 1).close();
        metrics.remove(metrics.size() - 1);
    }

    /** Sends events and waits until all have their outcome; events per second, from the first sent to the last done. */
    double ingest(List<CloudEvent> events) throws InterruptedException {
        double before = done();
        Duration cpuBefore = cpu();
        long start = System.nanoTime();
        producer.send(events.stream().<Crowd.Sent>map(event -> event::binary).toList());
        while (done() < before + events.size()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("events are missing");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        double rate = events.size() * 1e9 / (System.nanoTime() - start);
        double cpu = cpu().minus(cpuBefore).toNanos() / 1e6 / events.size();
        System.out.printf("%d events, %.0f/s, %.2f ms of the service's processor time each%n", events.size(), rate, cpu);
        return rate;
    }

    private Duration cpu() {
        return services.stream().map(ServiceProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** Sends events and does not wait for what becomes of them. */
    void send(List<CloudEvent> events) {
        producer.send(events.stream().<Crowd.Sent>map(event -> event::binary).toList());
    }

    /** Waits until no event is under way any more. */
    void settle() throws InterruptedException {
        double before = -1;
        for (double now = done(); now > before; now = done()) {
            before = now;
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** The most memory that the first instance has had, in MiB. */
    double memory() throws IOException {
        Matcher line = MEMORY.matcher(
                Files.readString(Path.of("/proc", Long.toString(services.get(0).pid()), "status")));
        return line.find() ? Double.parseDouble(line.group(1)) / 1024 : Double.NaN;
    }

    private double done() throws InterruptedException {
        return sum(EVENTS);
    }

    /** The sum of a metric over its labels and all instances. Asked by a light client, as what that takes is taken from the events. */
    double sum(String metric) throws InterruptedException {
        Pattern lines = Pattern.compile("(?m)^" + metric + "(?:\\{[^}]*})? (\\S+)$");
        double sum = 0;
        for (HttpRequest request : metrics) {
            try {
                Matcher line = lines.matcher(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
                while (line.find()) {
                    sum += Double.parseDouble(line.group(1));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sum;
    }

    @Override
    public void close() {
        producer.close();
        services.forEach(ServiceProcess::close);
        servers.close();
    }
}
