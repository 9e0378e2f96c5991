package dev.customerprofiles.core.records;

import java.math.BigDecimal;
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
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;

/** Reads the times that source systems write; one without a zone is taken as UTC. */
public final class Times {

    static final String EPOCH_MILLI = "EpochMilli";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{9,15}(\\.\\d{1,9})?");
    private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);
    private static final BigDecimal LAST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000_000L);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final int LONGEST = 64;

    /** Milliseconds count far from here; what is beyond is no time that anybody meant. */
    private static final int LAST_YEAR = 9_999;

    private static final List<DateTimeFormatter> FORMATS = List.of(
            dateAndTime(DateTimeFormatter.ISO_LOCAL_DATE),
            dateAndTime(DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT)),
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.BASIC_ISO_DATE);

    private Times() {}

    /** The instant that a text stands for: ISO-8601 and its common variations, epoch seconds or epoch milliseconds. */
    public static Optional<Instant> read(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        return NUMBER.matcher(trimmed).matches()
                ? epoch(new BigDecimal(trimmed))
                : parsed(trimmed).map(Times::instant);
    }

    /**
     * The instant that a text stands for in a format, or, where it does not have that format, in any that {@link #read} knows.
     *
     * @param format {@code EpochMilli} or a SimpleDateFormat pattern
     */
    static Optional<Instant> read(String text, String format) {
        if (format == null || format.equals(EPOCH_MILLI)) {
            return read(text);
        }
        ParsePosition position = new ParsePosition(0);
        Date date = simple(format).parse(text, position);
        return date != null && position.getIndex() == text.length() ? Optional.of(date.toInstant()) : read(text);
    }

    /** ISO-8601 in UTC, a mere date as a date; a text that cannot be read stays as it is. */
    static String normalised(String text) {
        if (NUMBER.matcher(text).matches()) {
            return read(text).map(Instant::toString).orElse(text);
        }
        return parsed(text)
                .map(parsed -> parsed instanceof LocalDate
                        ? parsed.toString()
                        : instant(parsed).toString())
                .orElse(text);
    }

    /** Whether a text is a time in exactly this SimpleDateFormat pattern. */
    static boolean has(String text, String pattern) {
        ParsePosition position = new ParsePosition(0);
        return simple(pattern).parse(text, position) != null && position.getIndex() == text.length();
    }

    static boolean isFormat(String format) {
        try {
            return format.equals(EPOCH_MILLI) || simple(format) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static SimpleDateFormat simple(String pattern) {
        SimpleDateFormat format = new SimpleDateFormat(pattern, Locale.ENGLISH);
        format.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        format.setLenient(false);
        return format;
    }

    private static Optional<Instant> epoch(BigDecimal number) {
        BigDecimal size = number.abs();
        if (size.compareTo(LAST_MILLISECONDS) >= 0) {
            return Optional.empty();
        }
        boolean seconds = size.compareTo(FIRST_MILLISECONDS) < 0;
        return Optional.of(Instant.ofEpochMilli((seconds ? number.multiply(THOUSAND) : number).longValue()));
    }

    private static Optional<TemporalAccessor> parsed(String text) {
        for (DateTimeFormatter format : FORMATS) {
            try {
                TemporalAccessor parsed =
                        format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
                return Optional.of(parsed).filter(Times::isInHistory);
            } catch (DateTimeException e) {
                // the next format, then
            }
        }
        return Optional.empty();
    }

    private static boolean isInHistory(TemporalAccessor parsed) {
        int year = parsed.get(ChronoField.YEAR);
        return year > 0 && year <= LAST_YEAR;
    }

    private static Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return parsed instanceof LocalDateTime time
                ? time.toInstant(ZoneOffset.UTC)
                : LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static DateTimeFormatter dateAndTime(DateTimeFormatter date) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(date)
                .appendPattern("['T'][' ']")
                .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
                .appendPattern("[' ']")
                .appendOptional(new DateTimeFormatterBuilder()
                        .appendOffset("+HH:MM", "Z")
                        .toFormatter(Locale.ROOT))
                .appendOptional(new DateTimeFormatterBuilder()
                        .appendOffset("+HHmm", "UTC")
                        .toFormatter(Locale.ROOT))
                .toFormatter(Locale.ROOT);
    }
}
