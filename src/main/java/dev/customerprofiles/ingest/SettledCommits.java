package dev.customerprofiles.ingest;

import java.time.Duration;
import java.time.Instant;

/** The commits of which every write has arrived, or will never do so: those that were done so long ago that nobody still writes for them. */
final class SettledCommits {

    /** No hand and no call lives so long (see Applier). */
    private static final Duration LONGEST_WRITE = Duration.ofHours(2);

    private record Done(long number, Instant at) {}

    private volatile Done noted;
    private volatile long settled;

    /** Takes note that all commits up to a number are done at this time. */
    void areDone(long number, Instant at) {
        if (noted == null) {
            noted = new Done(number, at);
        } else if (noted.at().plus(LONGEST_WRITE).isBefore(at)) {
            settled = noted.number();
            noted = new Done(number, at);
        }
    }

    /** Whether a commit is one of them. */
    boolean has(long number) {
        return number <= settled;
    }
}
