package dev.customerprofiles.core.records;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.helper.EachHelper;
import com.github.jknack.handlebars.helper.WithHelper;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.records.Reading.Items;
import dev.customerprofiles.core.records.Reading.Members;
import dev.customerprofiles.core.records.Reading.Scalar;

/**
 * The helpers of mapping templates. Of the reference: {@code if unless each with removeExtraSpace}. Ours, none of which fails on
 * any value:
 *
 * <ul>
 *   <li>{@code firstOf a b ...}: the first that is not empty
 *   <li>{@code newestOf a b ...}: of several spellings of one value the newest, the first where they are equally new
 *   <li>{@code payload x}: what an event carries however deep: all of {@code x.detail.event.detail.payload}, {@code x.detail},
 *       {@code x.payload} and {@code x} itself that there are, seen as one object
 *   <li>{@code only list}: the one element of a list, nothing of a longer one; a single value as it is
 *   <li>{@code eq a b}: whether two texts are equal but for case, for {@code #if}
 *   <li>{@code value x}, {@code label x}: of an object {@code {value, display_value}} the one, or else the other; a single value as it is
 *   <li>{@code reference x}: id of a ServiceNow reference in any of its shapes; nothing of display text
 *   <li>{@code choose x "1" "New" "2" "Open" ...}: the text that a code stands for, or the code itself
 *   <li>{@code time x}: ISO-8601 in UTC, or the text itself; {@code secondsBetween a b}: whole seconds
 *   <li>{@code lastFour x}: the last four digits of a card's number
 *   <li>{@code line n x}: line n (1 to 4) of a street, the fourth with all that follow
 *   <li>{@code firstName x}, {@code lastName x}: parts of a full name; {@code fullName a b}, {@code fullName x}: both parts or nothing
 *   <li>{@code salesforceId x}: the 18 characters of an id that came with 15 or 18; nothing of {@code @references} of bulk files
 * </ul>
 */
final class TemplateHelpers {

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern LINE_NUMBER = Pattern.compile("[1-4]");
    private static final Pattern LAST_FOUR = Pattern.compile("(\\d{4})\\D*$");
    private static final int ADDRESS_LINES = 4;

    private static final List<String> INNER = List.of("detail", "event", "payload");
    private static final Set<String> OF_THE_EVENT = Set.of(
            "version",
            "id",
            "detail-type",
            "source",
            "account",
            "time",
            "region",
            "resources",
            "metadata",
            "detail",
            "event",
            "payload");

    private TemplateHelpers() {}

    static Map<String, Helper<Object>> byName() {
        return Map.ofEntries(
                Map.entry("if", (first, options) -> isTrue(first) ? options.fn() : options.inverse()),
                Map.entry("unless", (first, options) -> isTrue(first) ? options.inverse() : options.fn()),
                Map.entry("each", EachHelper.INSTANCE),
                Map.entry("with", WithHelper.INSTANCE),
                Map.entry("removeExtraSpace", (first, options) -> removeExtraSpace(options)),
                Map.entry("firstOf", (first, options) -> firstOf(first, options)),
                Map.entry("newestOf", (first, options) -> newestOf(first, options)),
                Map.entry("payload", (first, options) -> first instanceof Members members ? payload(members) : ""),
                Map.entry("lastFour", (first, options) -> lastFour(text(first))),
                Map.entry("only", (first, options) -> only(first)),
                Map.entry("eq", (first, options) -> text(first).equalsIgnoreCase(text(options.param(0, null)))),
                Map.entry("value", (first, options) -> orNothing(valueOf(first))),
                Map.entry("label", (first, options) -> orNothing(labelOf(first))),
                Map.entry("reference", (first, options) -> reference(first)),
                Map.entry("choose", (first, options) -> choose(text(first), options)),
                Map.entry("time", (first, options) -> Times.normalised(text(first))),
                Map.entry("secondsBetween", (first, options) -> secondsBetween(first, options.param(0, null))),
                Map.entry("line", (first, options) -> line(text(first), text(options.param(0, null)))),
                Map.entry("firstName", (first, options) -> FullName.of(text(first))
                        .first()),
                Map.entry(
                        "lastName", (first, options) -> FullName.of(text(first)).last()),
                Map.entry("fullName", (first, options) -> fullName(first, options)),
                Map.entry("salesforceId", (first, options) -> SalesforceId.of(text(first))));
    }

    /** The text of a value, which counts as used; of an object or a list it is empty. */
    static String text(Object value) {
        if (value instanceof Scalar scalar) {
            return scalar.use();
        }
        boolean plain = value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
        return plain ? value.toString() : "";
    }

    private static boolean isTrue(Object value) {
        if (value instanceof Scalar scalar) {
            return scalar.isTrue();
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        return value instanceof Members
                || value instanceof Items
                || value instanceof Number number && number.doubleValue() != 0
                || value instanceof CharSequence text && !Normalisation.isEmpty(text.toString());
    }

    private static boolean isEmpty(Object value) {
        return value == null || value instanceof CharSequence text && Normalisation.isEmpty(text.toString());
    }

    private static String removeExtraSpace(Options options) throws IOException {
        return SPACES.matcher(options.fn()).replaceAll(" ").strip();
    }

    private static Object firstOf(Object first, Options options) {
        if (!isEmpty(first)) {
            return first;
        }
        for (Object next : options.params) {
            if (!isEmpty(next)) {
                return next;
            }
        }
        return "";
    }

    private static Object newestOf(Object first, Options options) {
        return Stream.concat(Stream.of(orNothing(first)), Arrays.stream(options.params))
                .filter(value -> !isEmpty(value))
                .reduce(Reading::newer)
                .orElse("");
    }

    private static Members payload(Members event) {
        Optional<Members> inner = INNER.stream()
                .map(event::member)
                .filter(Members.class::isInstance)
                .map(member -> payload((Members) member))
                .reduce(Members::and);
        return inner.map(carried -> carried.and(event.hiding(OF_THE_EVENT))).orElse(event);
    }

    private static String lastFour(String number) {
        Matcher digits = LAST_FOUR.matcher(number);
        return digits.find() ? digits.group(1) : "";
    }

    private static Object only(Object value) {
        if (value instanceof Items items) {
            return orNothing(items.size() == 1 ? items.get(0) : null);
        }
        return orNothing(value);
    }

    private static Object orNothing(Object value) {
        return value == null ? "" : value;
    }

    private static Object valueOf(Object value) {
        return value instanceof Members members ? member(members, "value", "sys_id", "display_value") : value;
    }

    private static Object labelOf(Object value) {
        return value instanceof Members members ? member(members, "display_value", "value") : value;
    }

    private static Object member(Members members, String... names) {
        for (String name : names) {
            Object value = members.member(name);
            if (value instanceof Scalar) {
                return value;
            }
        }
        return null;
    }

    private static String reference(Object value) {
        String id = text(value instanceof Members members ? member(members, "value", "sys_id", "link") : value);
        String last = id.substring(id.lastIndexOf('/') + 1);
        return SPACES.matcher(last).find() || last.indexOf('@') >= 0 ? "" : last;
    }

    private static String choose(String code, Options options) {
        for (int i = 0; i + 1 < options.params.length; i += 2) {
            if (code.equalsIgnoreCase(text(options.params[i]))) {
                return text(options.params[i + 1]);
            }
        }
        return code;
    }

    private static String secondsBetween(Object from, Object to) {
        Optional<Instant> start = Times.read(text(from));
        Optional<Instant> end = Times.read(text(to));
        if (start.isEmpty() || end.isEmpty() || end.get().isBefore(start.get())) {
            return "";
        }
        return Long.toString(Duration.between(start.get(), end.get()).toSeconds());
    }

    private static String line(String number, String text) {
        int wanted = LINE_NUMBER.matcher(number).matches() ? Integer.parseInt(number) : 1;
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return wanted == 1 && !text.isBlank() ? text : "";
        }
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (wanted > lines.size()) {
            return "";
        }
        return wanted < ADDRESS_LINES
                ? lines.get(wanted - 1)
                : lines.stream().skip(wanted - 1L).collect(Collectors.joining(", "));
    }

    private static String fullName(Object first, Options options) {
        FullName name = options.params.length == 0
                ? FullName.of(text(first))
                : new FullName(text(first), text(options.param(0, null)));
        return name.first().isEmpty() || name.last().isEmpty() ? "" : name.first() + ' ' + name.last();
    }
}
