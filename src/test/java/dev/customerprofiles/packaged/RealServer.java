package dev.customerprofiles.packaged;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that a script starts and kills, {@code <script> start} and {@code <script> crash}, under a home that its processes have
 * in their command lines.
 */
record RealServer(Path script, Path home) {

    /** Ends it as a crash of its machine does; what it has acknowledged is there when it starts again. */
    void crash() throws IOException, InterruptedException {
        run("crash");
    }

    void start() throws IOException, InterruptedException {
        run("start");
    }

    /** Lets all its processes stand still. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        List<ProcessHandle> processes = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(home + File.separator))
                        .isPresent())
                .toList();
        if (processes.isEmpty()) {
            throw new IllegalStateException("no process of " + home);
        }
        for (ProcessHandle process : processes) {
            signal(name, process.pid());
        }
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        run(List.of("kill", "-" + name, Long.toString(pid)));
    }

    private void run(String command) throws IOException, InterruptedException {
        run(List.of(script.toString(), command));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }
}
