package dev.customerprofiles.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

/** The packaged application as operators run it, JVM or native, in a process of its own. Its log stays in {@code target}. */
final class ServiceProcess implements AutoCloseable {

    private static final Path TARGET = Path.of("target");
    private static final Path ARTEFACT = TARGET.resolve("quarkus-artifact.properties");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[\\w.]+:\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a process and does not wait for it. */
    static ServiceProcess start(Map<String, String> settings) throws IOException {
        // it lives for seconds
        return start(settings, "-Xmx512m", "-XX:TieredStopAtLevel=1");
    }

    /** @param options of Java; a native executable has none */
    static ServiceProcess start(Map<String, String> settings, String... options) throws IOException {
        Path log = Files.createTempFile(TARGET, "service-", ".log");
        List<String> arguments = new ArrayList<>();
        arguments.add("-Dquarkus.http.host=127.0.0.1");
        arguments.add("-Dquarkus.http.port=0");
        settings.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        List<String> command = command(List.of(options), arguments);
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("MALLOC_ARENA_MAX", "2"); // as in the image
        return new ServiceProcess(process.start(), log);
    }

    /** @param options of Java, which a native executable does not have */
    private static List<String> command(List<String> options, List<String> arguments) throws IOException {
        Properties artefact = new Properties();
        try (var in = Files.newInputStream(ARTEFACT)) {
            artefact.load(in);
        }
        String application = TARGET.resolve(artefact.getProperty("path")).toString();
        if (artefact.getProperty("type").startsWith("native")) {
            return Stream.concat(Stream.of(application), arguments.stream()).toList();
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(
                        Stream.of(java, "-XX:+ExitOnOutOfMemoryError"),
                        options.stream(),
                        arguments.stream(),
                        Stream.of("-jar", application))
                .flatMap(part -> part)
                .toList();
    }

    /** Waits until the service is ready, and tells where it is. */
    String url() {
        String url = await().atMost(PATIENCE).until(this::address, address -> address != null);
        await().atMost(PATIENCE)
                .until(() -> given().baseUri(url).get("/q/health/ready").statusCode() == 200);
        return url;
    }

    /** What its metrics have under this name, whatever the labels. */
    double counted(String metric) {
        try {
            Matcher line = Pattern.compile("(?m)^" + metric + "(?:\\{[^}]*})? (\\S+)$")
                    .matcher(given().baseUri(address()).get("/q/metrics").asString());
            return line.results()
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a crash of its machine does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Tells it to stop and gives it the time that Kubernetes does; returns whether that was enough. */
    boolean stop() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(null, GRACE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return !process.isAlive();
    }

    /** Processor time that it has taken so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    long pid() {
        return process.pid();
    }

    /** Lets it stand still. */
    void pause() throws IOException, InterruptedException {
        RealServer.signal("STOP", process.pid());
    }

    void resume() throws IOException, InterruptedException {
        RealServer.signal("CONT", process.pid());
    }

    @Override
    public void close() {
        if (!stop()) {
            kill();
        }
    }

    private String address() throws IOException {
        String written = Files.readString(log);
        if (!process.isAlive()) {
            throw new IllegalStateException("the service did not start:\n" + written);
        }
        Matcher listening = LISTENING.matcher(written);
        return listening.find() ? listening.group(1) : null;
    }
}
