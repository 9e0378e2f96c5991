package dev.customerprofiles.core.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;

/**
 * What templates can do beside Handlebars itself. {@code #removeExtraSpace} is the reference's; the others are ours:
 *
 * <ul>
 *   <li>{@code firstOf a b ...}: the first that says something
 *   <li>{@code reference a}: the id in a ServiceNow reference, in any of its shapes; display text is no id
 *   <li>{@code plain a}: the value of a field that may come as {@code {value, display_value}}
 *   <li>{@code display a}: likewise, what people are to read
 *   <li>{@code label a "1=New" "2=Open"}: the label of a code; what is no known code stays as it is
 *   <li>{@code date a}: a time in any known format as ISO 8601 in UTC; what cannot be read stays as it is
 *   <li>{@code seconds from to}: the seconds between two times
 *   <li>{@code firstWord a}, {@code otherWords a}: a full name in two parts
 * </ul>
 */
final class TemplateHelpers {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private TemplateHelpers() {}

    static void register(Handlebars handlebars) {
        handlebars.registerHelper("removeExtraSpace", (Helper<Object>) (context, options) ->
                SPACES.matcher(options.fn().toString()).replaceAll(" ").strip());
        handlebars.registerHelper("firstOf", (Helper<Object>) (first, options) -> all(first, options).stream()
                .map(TemplateHelpers::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(""));
        handlebars.registerHelper("reference", (Helper<Object>) (value, options) -> reference(value));
        handlebars.registerHelper(
                "plain", (Helper<Object>) (value, options) -> member(value, "value", "display_value"));
        handlebars.registerHelper(
                "display", (Helper<Object>) (value, options) -> member(value, "display_value", "value"));
        handlebars.registerHelper("label", (Helper<Object>) TemplateHelpers::label);
        handlebars.registerHelper("date", (Helper<Object>) (value, options) ->
                Times.read(text(value)).map(Instant::toString).orElse(text(value)));
        handlebars.registerHelper("seconds", (Helper<Object>) TemplateHelpers::seconds);
        handlebars.registerHelper("firstWord", (Helper<Object>) (value, options) -> words(value)[0]);
        handlebars.registerHelper("otherWords", (Helper<Object>) (value, options) -> {
            String[] words = words(value);
            return words.length > 1 ? words[1] : "";
        });
    }

    private static List<Object> all(Object first, Options options) {
        List<Object> all = new ArrayList<>();
        all.add(first);
        all.addAll(List.of(options.params));
        return all;
    }

    /** What a helper gets as text; a missing argument arrives as the whole context. */
    private static String text(Object value) {
        return value instanceof String || value instanceof Boolean ? value.toString() : "";
    }

    private static String reference(Object value) {
        if (value instanceof Reading.Node node) {
            String id = firstText(node, "value", "sys_id");
            return id.isBlank() ? lastSegment(text(node.get("link"))) : lastSegment(id);
        }
        return lastSegment(text(value));
    }

    private static String lastSegment(String text) {
        String id = text.substring(text.lastIndexOf('/') + 1).strip();
        return SPACES.matcher(id).find() ? "" : id;
    }

    private static String member(Object value, String first, String second) {
        return value instanceof Reading.Node node ? firstText(node, first, second) : text(value);
    }

    private static String firstText(Reading.Node node, String first, String second) {
        String text = text(node.get(first));
        return text.isBlank() ? text(node.get(second)) : text;
    }

    private static String label(Object value, Options options) {
        String code = member(value, "display_value", "value");
        for (Object param : options.params) {
            String pair = text(param);
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equalsIgnoreCase(code)) {
                return pair.substring(equals + 1);
            }
        }
        return code;
    }

    private static String seconds(Object from, Options options) {
        Optional<Instant> start = Times.read(text(from));
        Optional<Instant> end = options.params.length == 0 ? Optional.empty() : Times.read(text(options.param(0)));
        return start.isPresent() && end.isPresent() && !end.get().isBefore(start.get())
                ? Long.toString(Duration.between(start.get(), end.get()).toSeconds())
                : "";
    }

    private static String[] words(Object value) {
        return text(value).strip().split("\\s+", 2);
    }
}
