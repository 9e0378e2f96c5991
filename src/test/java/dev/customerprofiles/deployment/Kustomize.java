package dev.customerprofiles.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The tool {@code kustomize}: the one that {@code k8s/kustomize.sh} has or can get, or none. */
final class Kustomize {

    private static final String FINDER = "k8s/kustomize.sh";

    private final String program;

    private Kustomize(String program) {
        this.program = program;
    }

    static Optional<Kustomize> find() throws Exception {
        Process finding = new ProcessBuilder("bash", FINDER)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(finding.getInputStream().readAllBytes()).trim();
        return finding.waitFor() == 0 ? Optional.of(new Kustomize(path)) : Optional.empty();
    }

    String build(Path folder) throws Exception {
        return run("build", folder.toString());
    }

    /** Builds an overlay with components. */
    String build(String overlay, List<String> components) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "kustomize-");
        StringBuilder own = new StringBuilder("resources:\n  - ../../k8s/overlays/" + overlay + "\ncomponents:\n");
        components.forEach(component ->
                own.append("  - ../../k8s/components/").append(component).append('\n'));
        Files.writeString(folder.resolve("kustomization.yaml"), own);
        return build(folder);
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile(Path.of("target"), "kustomize-", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return output;
    }
}
