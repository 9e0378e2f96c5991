package dev.customerprofiles.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page names exists, and is the same wherever it is named. */
class PageFilesTest {

    private static final String ROOT = "META-INF/resources/";
    private static final Path MODULES = Path.of("src/main/resources", ROOT, "page");

    @Test
    void libraries_that_the_page_and_the_embedding_script_name_are_on_the_class_path() throws IOException {
        List<String> inPage = named("_static/[^\"]+\\.js", read("index.html"));
        List<String> inScript = named("_static/[^\"]+\\.js", read("page/embed.js"));

        assertThat(inPage).isNotEmpty().containsAll(inScript).allSatisfy(file -> assertThat(
                        PageFilesTest.class.getClassLoader().getResource(ROOT + file))
                .as(file)
                .isNotNull());
        assertThat(inScript).hasSize(3);
    }

    @Test
    void every_module_is_loaded_ahead() throws IOException {
        try (Stream<Path> files = Files.list(MODULES)) {
            List<String> modules = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".js")
                            && !List.of("app.js", "embed.js").contains(name))
                    .toList();
            assertThat(named("(?<=modulepreload\" href=\"page/)[^\"]+", read("index.html")))
                    .containsExactlyInAnyOrderElementsOf(modules);
        }
    }

    @Test
    void no_module_makes_markup_of_text() throws IOException {
        try (Stream<Path> files = Files.list(MODULES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".js"))).allSatisfy(file -> assertThat(
                            Files.readString(file))
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "unsafeHTML", "unsafe-html", "style=\""));
        }
    }

    @Test
    void libraries_that_modules_import_are_loaded_ahead_too() throws IOException {
        List<String> ahead = named("(?<=modulepreload\" href=\"_static/)[^\"]+", read("index.html"));
        try (Stream<Path> files = Files.list(MODULES)) {
            List<String> imported = files.filter(file -> file.toString().endsWith(".js"))
                    .flatMap(file -> named("(?<=from \"lit-html/)[^\"]+", text(file)).stream())
                    .toList();
            assertThat(imported).isNotEmpty().allSatisfy(library -> assertThat(ahead)
                    .anyMatch(file -> file.endsWith('/' + library)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> named(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static String read(String file) throws IOException {
        try (InputStream stream = PageFilesTest.class.getClassLoader().getResourceAsStream(ROOT + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
