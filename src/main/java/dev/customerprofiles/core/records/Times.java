package dev.customerprofiles.core.records;

import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;

/** Reads the times that source systems write. Without a zone they are UTC. */
final class Times {

    static final String EPOCH_MILLI = "EpochMilli";

    private static final Pattern EPOCH = Pattern.compile("-?\\d{1,16}(\\.\\d+)?");
    private static final Pattern NAMED_ZONE = Pattern.compile("\\[[^\\]]*\\]$");
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("yyyy-MM-dd")
            .appendPattern("['T'][ ]HH:mm[:ss]")
            .optionalStart()
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final List<DateTimeFormatter> OTHERS = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("MM/dd/yyyy[ HH:mm[:ss]]", Locale.ROOT),
            DateTimeFormatter.ofPattern("dd.MM.yyyy[ HH:mm[:ss]]", Locale.ROOT),
            DateTimeFormatter.ofPattern("yyyyMMdd['T'HHmmss][X]", Locale.ROOT),
            DateTimeFormatter.ISO_LOCAL_DATE);

    private Times() {}

    /** The time a text says, in the format its mapping names or in any known one; empty where it cannot be read. */
    static Optional<Instant> read(String text, String format) {
        if (format == null || format.isBlank() || format.equals(EPOCH_MILLI)) {
            return read(text);
        }
        ParsePosition position = new ParsePosition(0);
        SimpleDateFormat pattern = new SimpleDateFormat(format, Locale.ROOT);
        pattern.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        Date date = pattern.parse(text.strip(), position);
        return date != null && position.getIndex() == text.strip().length()
                ? Optional.of(date.toInstant())
                : read(text);
    }

    static Optional<Instant> read(String text) {
        String trimmed = NAMED_ZONE.matcher(text.strip()).replaceFirst("");
        if (trimmed.isEmpty()) {
            return Optional.empty();
        }
        if (trimmed.length() != 8 && EPOCH.matcher(trimmed).matches()) {
            return epoch(trimmed);
        }
        return parse(ISO, trimmed).or(() -> OTHERS.stream()
                .flatMap(format -> parse(format, trimmed).stream())
                .findFirst());
    }

    private static Optional<Instant> epoch(String number) {
        double value = Double.parseDouble(number);
        if (value <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                value < LARGEST_SECONDS
                        ? Instant.ofEpochMilli(Math.round(value * 1000))
                        : Instant.ofEpochMilli((long) value));
    }

    private static Optional<Instant> parse(DateTimeFormatter format, String text) {
        try {
            TemporalAccessor parsed =
                    format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (parsed instanceof OffsetDateTime time) {
                return Optional.of(time.toInstant());
            }
            return Optional.of((parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
