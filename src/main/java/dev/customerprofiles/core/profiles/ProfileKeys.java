package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;

/**
 * The keys that a profile has of itself: its phones, e-mails and account numbers, whichever source says them, also those
 * that do not show; and the full name that shows.
 */
public final class ProfileKeys {

    public static final String PHONE = "_phone";
    public static final String EMAIL = "_email";
    public static final String ACCOUNT = "_account";
    public static final String FULL_NAME = "_fullName";
    public static final String PROFILE_ID = "_profileId";

    /** The id of a contact: people bind the one that they talk to. */
    public static final String CONTACT = "_ctrContactId";

    /** The fields whose values are keys of the profile. */
    private record Indexed(String key, ContentType contentType) {}

    private static final Indexed PHONES = new Indexed(PHONE, ContentType.PHONE_NUMBER);
    private static final Indexed EMAILS = new Indexed(EMAIL, ContentType.EMAIL_ADDRESS);

    private static final Map<String, Indexed> FIELDS = Map.of(
            "PhoneNumber", PHONES,
            "MobilePhoneNumber", PHONES,
            "HomePhoneNumber", PHONES,
            "BusinessPhoneNumber", PHONES,
            "EmailAddress", EMAILS,
            "PersonalEmailAddress", EMAILS,
            "BusinessEmailAddress", EMAILS,
            "AccountNumber", new Indexed(ACCOUNT, ContentType.STRING));

    static final Comparator<Key> ORDER = Comparator.comparing(Key::name).thenComparing(Key::value);

    private ProfileKeys() {}

    /** Content type of the values of a key that every domain has; STRING for all others. */
    public static ContentType contentType(String keyName) {
        return switch (keyName) {
            case PHONE -> ContentType.PHONE_NUMBER;
            case EMAIL -> ContentType.EMAIL_ADDRESS;
            case FULL_NAME -> ContentType.NAME;
            default -> ContentType.STRING;
        };
    }

    static List<Key> of(ObjectNode golden, List<Source> sources, Map<String, Edit> edits, Normalisation normalisation) {
        return of(
                golden,
                field -> Stream.concat(
                        sources.stream()
                                .map(source -> source.fields().get(field))
                                .filter(Objects::nonNull)
                                .map(Said::v),
                        Stream.ofNullable(edits.get(field))
                                .filter(edit -> !edit.clears())
                                .map(Edit::v)),
                normalisation);
    }

    /** Those of a profile that nothing is known of but these fields. */
    public static List<Key> of(ObjectNode fields, Normalisation normalisation) {
        return of(fields, field -> Stream.ofNullable(fields.get(field)), normalisation);
    }

    private static List<Key> of(
            ObjectNode golden, Function<String, Stream<JsonNode>> said, Normalisation normalisation) {
        var keys = new TreeSet<Key>(ORDER);
        FIELDS.forEach((field, indexed) -> said.apply(field).forEach(value -> normalisation
                .normalise(indexed.contentType(), value.asText())
                .ifPresent(normal -> keys.add(new Key(indexed.key(), normal)))));
        normalisation
                .normalise(ContentType.NAME, fullName(golden))
                .ifPresent(name -> keys.add(new Key(FULL_NAME, name)));
        return new ArrayList<>(keys);
    }

    private static String fullName(ObjectNode golden) {
        return Stream.of("FirstName", "MiddleName", "LastName")
                .map(part -> golden.path(part).asText())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }
}
