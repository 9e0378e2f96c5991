package dev.customerprofiles.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes each safeguard of the commit log out of the code and expects the simulation to fail. Takes minutes: {@code ./mvnw test
 * -Dtest=SafeguardsTest -Dsimulation.safeguards=true} prints the table of docs/commit-log-safeguards.md.
 */
@EnabledIfSystemProperty(named = "simulation.safeguards", matches = "true")
@ExtendWith(OnlyTheProtocol.class)
class SafeguardsTest {

    private static final int MOST_SEEDS = 10_000;

    /** A safeguard, and the edits of the code that take it out. */
    record Safeguard(String name, List<Edit> edits) {

        static Safeguard of(String name, Edit... edits) {
            return new Safeguard(name, List.of(edits));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** White space in {@code from} stands for any white space. */
    record Edit(String file, String from, String to) {}

    private static final String MAIN = "src/main/java/dev/customerprofiles/";
    private static final String LOG = MAIN + "store/CommitLog.java";
    private static final String APPLIER = MAIN + "store/Applier.java";
    private static final String SWEEP = MAIN + "store/Sweep.java";
    private static final String DRAFT = MAIN + "core/state/Draft.java";
    private static final String VIEW = MAIN + "core/state/View.java";
    private static final String BATCH = MAIN + "ingest/Batch.java";
    private static final String SERVER = "src/test/java/dev/customerprofiles/simulation/SimulatedServer.java";
    private static final String STORY = "src/test/java/dev/customerprofiles/simulation/Story.java";

    private static final String WRITER = MAIN + "ingest/DomainWriter.java";

    private static final String PUBLISH = "world.insist(() -> world.publisher().apply(commit))";

    private static final String DONE = "world.insist(() -> storage.done(commit))";

    private static final Edit OUT_OF_ORDER = new Edit(
            LOG, "writing.chain(() -> applier.write(commit, commit.at()))", "applier.write(commit, commit.at())");

    static Stream<Safeguard> safeguards() {
        return Stream.of(
                Safeguard.of(
                        "open commits are finished before the first read",
                        new Edit(
                                LOG,
                                "settleUpTo(newest).invoke(() -> head = newest)",
                                "closing.invoke(() -> head = newest)")),
                Safeguard.of(
                        "open commits of others are finished before more is read",
                        new Edit(LOG, "settleUpTo(head)", "closing")),
                Safeguard.of(
                        "own commits are applied before reading after a lost number",
                        new Edit(
                                LOG,
                                "return closing.chain(() -> world.insist(() -> storage.open(number)))",
                                "return world.insist(() -> storage.open(number))")),
                Safeguard.of(
                        "own documents that are not applied yet are read from memory",
                        new Edit(LOG, "Document own = memory.get(ref);", "Document own = null;")),
                Safeguard.of(
                        "own documents that are not applied yet are part of ranges",
                        new Edit(
                                LOG,
                                "List<Document> own = List.copyOf(memory.values());",
                                "List<Document> own = List.of();")),
                Safeguard.of(
                        "the memory is looked at before the range is queried",
                        new Edit(LOG, ".with(range, own)", ".with(range, List.copyOf(memory.values()))")),
                Safeguard.of(
                        "commits after a gap are left for the next look",
                        new Edit(
                                LOG,
                                "&& ascending.get(end).number() == ascending.get(end - 1).number() + 1",
                                "&& true")),
                Safeguard.of(
                        "a writer that the ring has outrun starts anew",
                        new Edit(
                                LOG,
                                "forgetEverything(); return Uni.createFrom().item(new Attempt.Outrun());",
                                "return world.insist(() -> storage.after(head)).map(this::note).chain(this::late);"),
                        new Edit(LOG, "commits.get(0).number() != head + 1", "commits.get(0).number() < 0")),
                Safeguard.of(
                        "what others have changed is no longer in the cache", new Edit(LOG, "cache.forget(all);", "")),
                Safeguard.of(
                        "a writer that the ring has outrun empties its cache", new Edit(LOG, "cache.forgetAll();", "")),
                Safeguard.of(
                        "nor does it keep what it was writing when it was outrun",
                        new Edit(LOG, "head = UNKNOWN; doubt = true;", "head = UNKNOWN;")),
                Safeguard.of(
                        "own commits leave the cache, or replace what is in it",
                        new Edit(LOG, "cache.forget(commit.tokens());", ""),
                        new Edit(
                                LOG,
                                "cache.put(own.ref(), own.seq(), body == null ? new Members(own.body()) : body);",
                                "")),
                Safeguard.of(
                        "own commits are applied in their order (with the look after a mismatch)",
                        OUT_OF_ORDER,
                        new Edit(
                                APPLIER,
                                "applied.matched() + applied.refused().size() == writes.size()",
                                "applied.matched() >= 0")),
                Safeguard.of(
                        "own commits are applied in their order (with finishing what comes before)",
                        OUT_OF_ORDER,
                        new Edit(
                                APPLIER,
                                "return finishUpTo(commit.number() - 1)",
                                "return Uni.createFrom().voidItem()")),
                Safeguard.of(
                        "changes are published before the commit is marked done",
                        new Edit(
                                APPLIER,
                                PUBLISH + " .chain(() -> " + DONE + ")",
                                DONE + ".call(() -> " + PUBLISH + ")")),
                Safeguard.of(
                        "the sweep finishes what dead writers left",
                        new Edit(
                                SWEEP,
                                "return applier.finishAll(left, since);",
                                "return Uni.createFrom().voidItem();")),
                Safeguard.of(
                        "the tokens of a commit name its documents", new Edit(DRAFT, "tokens.add(ref.token());", "")),
                Safeguard.of(
                        "the tokens name the ranges that documents enter",
                        new Edit(DRAFT, "new HashSet<>(Range.tokensOf(ref.kind(), after))", "new HashSet<>()")),
                Safeguard.of(
                        "the tokens name the ranges that documents leave",
                        new Edit(
                                DRAFT,
                                "before.ifPresent(document -> tokens.addAll(Range.tokensOf(ref.kind(), document.body())));",
                                "")),
                Safeguard.of(
                        "what was not there is remembered as read",
                        new Edit(
                                VIEW,
                                "reads.stream().anyMatch(ref -> tokens.contains(ref.token()))",
                                "reads.stream().anyMatch(ref -> draft.current(ref) != null"
                                        + " && draft.current(ref).isPresent() && tokens.contains(ref.token()))")),
                Safeguard.of(
                        "decisions that read what a repeated decision wrote are repeated too",
                        new Edit(
                                BATCH, "entry.view.changes().forEach(change -> touched.addAll(change.tokens()));", "")),
                Safeguard.of("what others have changed is read again", new Edit(BATCH, "draft.forget(foreign);", "")),
                Safeguard.of(
                        "an update applies only to the version it was decided on",
                        new Edit(
                                SERVER, "if (present == null || present.seq() != before) {", "if (present == null) {")),
                Safeguard.of(
                        "an insert is an insert",
                        new Edit(SERVER, "if (present != null) { return false;", "if (false) { return false;")),
                Safeguard.of(
                        "a hand older than an hour applies nothing",
                        new Edit(APPLIER, "throw new Surroundings.HandTooOld();", "")),
                Safeguard.of(
                        "tombstones are kept longer than any hand lives (with the look at what is done)",
                        new Edit(WRITER, ".filter(document -> settled.has(document.seq()))", ""),
                        new Edit(STORY, "Duration.ofDays(1);", "Duration.ofMillis(48);")));
    }

    @ParameterizedTest
    @MethodSource("safeguards")
    void simulation_fails_without(Safeguard safeguard, @TempDir Path folder) throws Exception {
        compile(safeguard, folder);
        long seed = firstFailure(folder);
        System.out.printf("| %s | %s |%n", safeguard.name(), seed < 0 ? "never" : seed + 1);
        assertThat(seed).as("first seed that fails").isNotNegative();
    }

    private static void compile(Safeguard safeguard, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
        List<String> files =
                safeguard.edits().stream().map(Edit::file).distinct().toList();
        for (String file : files) {
            String source = Files.readString(Path.of(file));
            for (Edit edit : safeguard.edits()) {
                source = edit.file().equals(file) ? edited(source, edit) : source;
            }
            Path changed = Files.createDirectories(folder.resolve("source"))
                    .resolve(Path.of(file).getFileName());
            Files.writeString(changed, source);
            arguments.add(changed.toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("result of the compiler").isZero();
    }

    private static String edited(String source, Edit edit) {
        String pattern =
                Stream.of(edit.from().split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        Matcher matcher = Pattern.compile(pattern).matcher(source);
        assertThat(matcher.find()).as("the code still has: " + edit.from()).isTrue();
        return source.substring(0, matcher.start()) + edit.to() + source.substring(matcher.end());
    }

    private static long firstFailure(Path folder) throws Exception {
        try (ChangedFirst loader = new ChangedFirst(folder)) {
            Constructor<?> scenario = loader.loadClass(Scenario.class.getName()).getDeclaredConstructor(long.class);
            Method run = scenario.getDeclaringClass().getDeclaredMethod("run");
            scenario.setAccessible(true);
            run.setAccessible(true);
            for (long seed = 0; seed < MOST_SEEDS; seed++) {
                try {
                    run.invoke(scenario.newInstance(seed));
                } catch (InvocationTargetException failure) {
                    return seed;
                }
            }
            return -1;
        }
    }

    /** Loads the project's classes anew, the changed ones in place of the others. */
    private static final class ChangedFirst extends URLClassLoader {

        ChangedFirst(Path folder) {
            super(urls(folder), SafeguardsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.customerprofiles.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }

        private static URL[] urls(Path folder) {
            return Stream.of(folder, Path.of("target/classes"), Path.of("target/test-classes"))
                    .map(path -> {
                        try {
                            return path.toUri().toURL();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toArray(URL[]::new);
        }
    }
}
