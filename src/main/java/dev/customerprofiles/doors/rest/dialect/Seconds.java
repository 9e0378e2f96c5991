package dev.customerprofiles.doors.rest.dialect;

import java.math.BigDecimal;
import java.time.Instant;

/** Timestamps of the API: seconds since 1970, with three decimals. */
public final class Seconds {

    private Seconds() {}

    public static BigDecimal of(Instant time) {
        return ofMillis(time.toEpochMilli());
    }

    public static BigDecimal ofMillis(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }
}
