package dev.customerprofiles.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

/** The packaged application as operators run it, in a process of its own. Its log stays in {@code target}. */
final class ServiceProcess implements AutoCloseable {

    private static final Path TARGET = Path.of("target");
    private static final Path APPLICATION = TARGET.resolve("quarkus-app").resolve("quarkus-run.jar");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[\\w.]+:\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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

    /** @param options of Java */
    static ServiceProcess start(Map<String, String> settings, String... options) throws IOException {
        Path log = Files.createTempFile(TARGET, "service-", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-XX:+ExitOnOutOfMemoryError");
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=0");
        command.add("-jar");
        command.add(APPLICATION.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ServiceProcess(process, log);
    }

    /** Waits until the service is ready, and tells where it is. */
    String url() {
        String url = await().atMost(PATIENCE).until(this::address, address -> address != null);
        await().atMost(PATIENCE)
                .until(() -> given().baseUri(url).get("/q/health/ready").statusCode() == 200);
        return url;
    }

    /** Ends it as a crash of its machine does. */
    void kill() {
        process.destroyForcibly().onExit().join();
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
        process.destroy();
        process.onExit().completeOnTimeout(null, 30, TimeUnit.SECONDS).join();
        if (process.isAlive()) {
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
