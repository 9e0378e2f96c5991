package dev.customerprofiles.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a benchmark has measured: {@code target/bench/<name>.json}, and a table in docs/performance.md between its marks. */
final class Figures {

    private static final Path PAGE = Path.of("docs", "performance.md");

    private final String name;
    private final List<Row> rows = new ArrayList<>();

    Figures(String name) {
        this.name = name;
    }

    /** @param floor what it is compared with, or NaN; {@code goal} what the ratio is to be, or empty */
    private record Row(String what, double value, String unit, double floor, String goal) {

        double ratio() {
            return value / floor;
        }

        String line() {
            boolean compared = !Double.isNaN(floor);
            return "| %s | %s %s | %s | %s | %s |"
                    .formatted(
                            what,
                            number(value),
                            unit,
                            compared ? number(floor) : "",
                            compared ? String.format(Locale.ROOT, "%.2f", ratio()) : "",
                            goal);
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
        }
    }

    void add(String what, double value, String unit) {
        add(what, value, unit, Double.NaN, "");
    }

    void add(String what, double value, String unit, double floor, String goal) {
        Row row = new Row(what, value, unit, floor, goal);
        rows.add(row);
        System.out.println(row.line());
    }

    void write() throws IOException {
        JsonArray json = new JsonArray();
        rows.forEach(row -> {
            JsonObject entry = new JsonObject()
                    .put("what", row.what())
                    .put("value", row.value())
                    .put("unit", row.unit());
            if (!Double.isNaN(row.floor())) {
                entry.put("floor", row.floor()).put("ratio", row.ratio()).put("goal", row.goal());
            }
            json.add(entry);
        });
        Path file = Files.createDirectories(Path.of("target", "bench")).resolve(name + ".json");
        Files.writeString(file, json.encodePrettily());
        List<String> table = new ArrayList<>(List.of("| | measured | floor | ratio | goal |", "|---|---|---|---|---|"));
        rows.forEach(row -> table.add(row.line()));
        String start = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        Pattern marked = Pattern.compile(Pattern.quote(start) + ".*?" + Pattern.quote(end), Pattern.DOTALL);
        String text = start + String.join("\n", table) + "\n" + end;
        Files.writeString(PAGE, marked.matcher(Files.readString(PAGE)).replaceFirst(Matcher.quoteReplacement(text)));
    }
}
