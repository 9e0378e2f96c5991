package dev.customerprofiles.core.profiles;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.state.Json;

import static org.assertj.core.api.Assertions.assertThat;

class SearchWordsTest {

    private final Normalisation normalisation = new Normalisation("US");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kelly",
                "obrien",
                "O'Brien",
                "o\u2019brien",
                "OBrien-Kelly",
                "o'brien-kel",
                "Kelly O'Brien",
                "obrien kelly",
                "sinead"
            })
    void name_with_an_apostrophe_and_a_hyphen_is_found_however_it_is_typed(String typed) {
        for (String written : List.of("O'Brien-Kelly", "O\u2019Brien\u2010Kelly")) {
            List<String> words = words("Sinead", written);
            assertThat(SearchWords.ofQuery(typed)).isNotEmpty().allMatch(query -> words.stream()
                    .anyMatch(word -> word.startsWith(query)));
        }
    }

    @Test
    void plain_name_is_one_word_each() {
        assertThat(words("Ada", "Lovelace")).containsExactly("ada", "lovelace");
    }

    @Test
    void parts_stand_beside_the_whole() {
        assertThat(words("", "O'Brien-Kelly")).containsExactly("kelly", "o'brien-kelly", "obrien-kelly");
        assertThat(words("Jean-Luc", "'")).containsExactly("'", "jean-luc", "luc");
    }

    private List<String> words(String first, String last) {
        return SearchWords.of(
                Json.object().put("FirstName", first).put("LastName", last), List.of(), List.of(), normalisation);
    }
}
