package dev.customerprofiles.core.matching;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Normalisation;

/**
 * What of a golden record tells people apart, in the form in which it is compared; absent values are empty.
 *
 * @param birthDate digits only
 * @param places    one for each address
 */
public record Traits(
        String id,
        String firstName,
        String lastName,
        String birthDate,
        Set<String> emails,
        Set<String> phones,
        List<Place> places) {

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");
    private static final List<String> PHONES =
            List.of("PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber");
    private static final List<String> EMAILS = List.of("EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress");
    private static final List<String> ADDRESSES =
            List.of("Address", "ShippingAddress", "MailingAddress", "BillingAddress");
    private static final List<String> LINES = List.of("Address1", "Address2", "Address3", "Address4");

    public Traits {
        emails = Set.copyOf(emails);
        phones = Set.copyOf(phones);
        places = List.copyOf(places);
    }

    /**
     * One address.
     *
     * @param words of its lines, numbers among them
     */
    public record Place(List<String> words, String city, String postalCode) {

        public Place {
            words = List.copyOf(words);
        }

        boolean isEmpty() {
            return words.isEmpty() && city.isEmpty() && postalCode.isEmpty();
        }
    }

    /** @param golden as the API serves it */
    public static Traits of(String id, JsonNode golden, Normalisation normalisation) {
        String last = plain(golden.path("LastName").asText());
        return new Traits(
                id,
                plain(golden.path("FirstName").asText()),
                last.isEmpty() ? plain(golden.path("BusinessName").asText()) : last,
                NOT_DIGITS.matcher(golden.path("BirthDate").asText()).replaceAll(""),
                values(golden, EMAILS, ContentType.EMAIL_ADDRESS, normalisation),
                values(golden, PHONES, ContentType.PHONE_NUMBER, normalisation),
                places(golden));
    }

    private static Set<String> values(
            JsonNode golden, List<String> fields, ContentType type, Normalisation normalisation) {
        Set<String> values = new TreeSet<>();
        fields.forEach(field ->
                normalisation.normalise(type, golden.path(field).asText()).ifPresent(values::add));
        return values;
    }

    private static List<Place> places(JsonNode golden) {
        List<Place> places = new ArrayList<>();
        for (String field : ADDRESSES) {
            JsonNode address = golden.path(field);
            List<String> words = LINES.stream()
                    .flatMap(line -> words(address.path(line).asText()))
                    .distinct()
                    .toList();
            Place place = new Place(
                    words,
                    plain(address.path("City").asText()),
                    plain(address.path("PostalCode").asText()).replace(" ", ""));
            if (!place.isEmpty() && !places.contains(place)) {
                places.add(place);
            }
        }
        return places;
    }

    private static Stream<String> words(String text) {
        return Stream.of(plain(text).split(" ")).filter(word -> !word.isEmpty());
    }

    /** Lower case, without accents, its words divided by one blank. */
    private static String plain(String text) {
        String bare = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return NOT_WORDS.matcher(bare).replaceAll(" ").strip();
    }
}
