package dev.customerprofiles.core.identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NormalisationTest {

    private final Normalisation normalisation = new Normalisation("US");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2063457890; +12063457890",
                "+1 (206) 345-7890; +12063457890",
                "1-206-345-7890; +12063457890",
                "206.345.7890 ext. 12; +12063457890",
                "206 345 7890 x9; +12063457890",
                "tel:+1-206-345-7890; +12063457890",
                "call 206-345-7890 after six; +12063457890",
                "1-800-FLOWERS; +18003569377",
                "+44 20 7946 0958; +442079460958",
                "+0987654321; 0987654321",
            })
    void phone_numbers_that_ring_the_same_phone_are_one_key(String written, String key) {
        assertThat(normalisation.normalise(ContentType.PHONE_NUMBER, written)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "n/a", "none", "-", "123", "ada2063457890@example.com", "+", "anonymous"})
    void text_without_a_phone_number_makes_no_key(String written) {
        assertThat(normalisation.normalise(ContentType.PHONE_NUMBER, written)).isEmpty();
    }

    @Test
    void a_number_without_a_country_code_belongs_to_the_default_region() {
        assertThat(new Normalisation("GB").normalise(ContentType.PHONE_NUMBER, "020 7946 0958"))
                .contains("+442079460958");
    }

    @Test
    void an_unknown_region_is_refused() {
        assertThatThrownBy(() -> new Normalisation("XX")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, 9007199254740993",
        "369531345753.0, 369531345753",
        "1e3, 1000",
        "10.50, 10.5",
        "0.0, 0",
        "-7, -7",
        "007, 7",
    })
    void numbers_have_one_plain_form(String written, String key) {
        assertThat(normalisation.normalise(ContentType.NUMBER, written)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12a", "N/A", "1e999999999", "100e2147483647", "NaN"})
    void what_is_no_number_makes_no_number_key(String written) {
        assertThat(normalisation.normalise(ContentType.NUMBER, written)).isEmpty();
    }

    @Test
    void mail_addresses_and_names_ignore_case_and_names_ignore_repeated_spaces() {
        assertThat(normalisation.normalise(ContentType.EMAIL_ADDRESS, " Ada@Example.COM "))
                .contains("ada@example.com");
        assertThat(normalisation.normalise(ContentType.NAME, " Ada   LOVELACE\t"))
                .contains("ada lovelace");
        assertThat(normalisation.normalise(ContentType.STRING, " Ada  B ")).contains("Ada  B");
    }

    @ParameterizedTest
    @EnumSource(ContentType.class)
    void blank_and_the_word_null_are_no_value(ContentType type) {
        assertThat(normalisation.normalise(type, null)).isEmpty();
        assertThat(normalisation.normalise(type, "")).isEmpty();
        assertThat(normalisation.normalise(type, " \t\n")).isEmpty();
        assertThat(normalisation.normalise(type, "null")).isEmpty();
    }

    @Test
    void a_person_may_be_called_null() {
        assertThat(normalisation.normalise(ContentType.NAME, "Null")).contains("null");
    }
}
