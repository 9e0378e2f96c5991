package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.Comparator;

/**
 * When a source says that something was so.
 *
 * @param at source time, to the millisecond
 * @param by the event it came with ({@code source|id}); decides between equal times
 */
public record Version(Instant at, String by) implements Comparable<Version> {

    private static final Comparator<Version> ORDER =
            Comparator.comparing(Version::at).thenComparing(Version::by);

    public Version {
        at = Instant.ofEpochMilli(at.toEpochMilli());
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }
}
