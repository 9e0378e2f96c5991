package dev.customerprofiles.core.records;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2019-06-03T02:34:52Z; 2019-06-03T02:34:52Z",
                "2019-06-03T02:34:52.123Z; 2019-06-03T02:34:52.123Z",
                "2019-06-03t02:34:52z; 2019-06-03T02:34:52Z",
                "2019-06-03T04:34:52+02:00; 2019-06-03T02:34:52Z",
                "2019-06-03T02:34:52.000+0000; 2019-06-03T02:34:52Z",
                "2019-06-02T21:34:52-0500; 2019-06-03T02:34:52Z",
                "2019-06-03T02:34:52; 2019-06-03T02:34:52Z",
                "2019-06-03 02:34:52; 2019-06-03T02:34:52Z",
                "2019-06-03 02:34:52 UTC; 2019-06-03T02:34:52Z",
                "2019-06-03 02:34; 2019-06-03T02:34:00Z",
                "2019/06/03 02:34:52; 2019-06-03T02:34:52Z",
                "2019-06-03; 2019-06-03T00:00:00Z",
                "20190603; 2019-06-03T00:00:00Z",
                "Mon, 3 Jun 2019 02:34:52 GMT; 2019-06-03T02:34:52Z",
                "1559529292; 2019-06-03T02:34:52Z",
                "1559529292.5; 2019-06-03T02:34:52.500Z",
                "1559529292000; 2019-06-03T02:34:52Z",
                "1969-12-31 23:59:00; 1969-12-31T23:59:00Z",
            })
    void times_are_read_as_sources_write_them(String written, String instant) {
        assertThat(Times.read(written)).contains(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UNKNOWN",
                "yesterday",
                "03.06.2019",
                "2019-13-45",
                "12",
                "999999999999999999999",
                "+999999999-12-31T00:00:00Z",
                "-0001-01-01",
                "+10000-01-01"
            })
    void a_time_that_cannot_be_read_is_none_and_its_text_stays(String written) {
        assertThat(Times.read(written)).isEmpty();
        assertThat(Times.normalised(written)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2019-06-03; 2019-06-03",
                "2019-06-03 02:34:52; 2019-06-03T02:34:52Z",
                "1559529292000; 2019-06-03T02:34:52Z"
            })
    void a_mere_date_stays_a_date_and_a_time_is_told_in_utc(String written, String shown) {
        assertThat(Times.normalised(written)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dd.MM.yyyy HH:mm; 03.06.2019 02:34; 2019-06-03T02:34:00Z",
                "dd.MM.yyyy HH:mm; 2019-06-03T02:34:00Z; 2019-06-03T02:34:00Z",
                "EpochMilli; 1559529292000; 2019-06-03T02:34:52Z",
                "EpochMilli; 2019-06-03T02:34:52Z; 2019-06-03T02:34:52Z"
            })
    void the_format_of_a_type_is_tried_first(String format, String written, String instant) {
        assertThat(Times.read(written, format)).contains(Instant.parse(instant));
    }
}
