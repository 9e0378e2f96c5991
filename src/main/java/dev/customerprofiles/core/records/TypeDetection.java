package dev.customerprofiles.core.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.identity.StandardIdentifier;

/**
 * Proposes how records of an unknown kind are mapped: by rules on the names of their attributes and on the shape of their values,
 * and by nothing else. What no rule knows becomes an attribute of the profile.
 */
public final class TypeDetection {

    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+");
    private static final Pattern IDENTIFIER = Pattern.compile("(id|uuid|guid|key|sys id|record id)");
    private static final Pattern PERSONS_IDENTIFIER = Pattern.compile(
            "(customer|user|contact|lead|account|person|member|client|guest|patient|subscriber) (id|no|number|key)");
    private static final Pattern SOME_IDENTIFIER = Pattern.compile("(?!parent).* id");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern UPDATED =
            Pattern.compile("(last )?(update|updated|modified|changed)( at| on| date| time| timestamp)?|timestamp"
                    + "|system ?modstamp|last (update|modified) (date|time)( stamp)?|sys updated on");
    private static final Pattern FULL_NAME = Pattern.compile("(full |display |customer |contact )?name");
    private static final Pattern PLACE = Pattern.compile("(.* )?(city|town|zip( code)?|postal ?code|post ?code)");
    /** What can be named in a Handlebars template as it is. */
    private static final Pattern IN_TEMPLATE = Pattern.compile("\\w+(\\.\\w+)*");

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_EMAIL = 320;
    private static final String PROFILE = "_profile.";
    private static final String EMAIL_KEY = "_email";
    private static final String ACCOUNT_KEY = "_account";

    private static final List<String> TIME_FORMATS = List.of(
            "yyyy-MM-dd'T'HH:mm:ss.SSSX",
            "yyyy-MM-dd'T'HH:mm:ssX",
            "yyyy-MM-dd'T'HH:mm:ss.SSS",
            "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy-MM-dd HH:mm:ss",
            "yyyy-MM-dd",
            "MM/dd/yyyy HH:mm:ss",
            "MM/dd/yyyy");

    private final Normalisation normalisation;
    private final List<Rule> rules;

    public TypeDetection(Normalisation normalisation) {
        this.normalisation = normalisation;
        Predicate<String> any = value -> true;
        Predicate<String> phone = value -> normalisation
                .normalise(ContentType.PHONE_NUMBER, value)
                .filter(number -> number.startsWith("+"))
                .isPresent();
        Predicate<String> email =
                value -> value.length() <= LONGEST_EMAIL && EMAIL.matcher(value).matches();
        this.rules = List.of(
                Rule.of("(first|given|fore) ?name|f name", "FirstName", ContentType.NAME, any),
                Rule.of("middle ?name", "MiddleName", ContentType.NAME, any),
                Rule.of("(last|family|sur) ?name|l name", "LastName", ContentType.NAME, any),
                Rule.of(
                        "(company|business|organi[sz]ation|employer|account)( name)?",
                        "BusinessName",
                        ContentType.STRING,
                        any),
                Rule.of(
                        ".*\\b(work|business|office|company)\\b.*mail.*",
                        "BusinessEmailAddress",
                        ContentType.EMAIL_ADDRESS,
                        email),
                Rule.of(
                        ".*\\b(personal|private|home)\\b.*mail.*",
                        "PersonalEmailAddress",
                        ContentType.EMAIL_ADDRESS,
                        email),
                Rule.of(".*", "EmailAddress", ContentType.EMAIL_ADDRESS, email),
                Rule.of(".*\\b(mobile|cell)\\b.*", "MobilePhoneNumber", ContentType.PHONE_NUMBER, phone),
                Rule.of(
                        ".*\\b(work|business|office|company)\\b.*(phone|tel).*",
                        "BusinessPhoneNumber",
                        ContentType.PHONE_NUMBER,
                        phone),
                Rule.of(".*\\bhome\\b.*(phone|tel).*", "HomePhoneNumber", ContentType.PHONE_NUMBER, phone),
                Rule.of(".*(phone|\\btel\\b|msisdn).*", "PhoneNumber", ContentType.PHONE_NUMBER, phone),
                Rule.of("birth ?da(te|y)|date of birth|dob", "BirthDate", ContentType.STRING, any),
                Rule.of("gender|sex", "GenderString", ContentType.STRING, any),
                Rule.of("(account|customer) (no|number)", "AccountNumber", ContentType.STRING, any),
                Rule.of("notes?|comments?|remarks?", "AdditionalInformation", ContentType.STRING, any));
    }

    /** Where a value belongs whose attribute has such a name and which has such a shape. */
    private record Rule(Pattern name, String target, ContentType contentType, Predicate<String> shape) {

        static Rule of(String name, String target, ContentType contentType, Predicate<String> shape) {
            return new Rule(Pattern.compile(name), target, contentType, shape);
        }
    }

    /** The parts of an address; the words around them say which address it is. */
    private static final Map<String, Pattern> ADDRESS_PARTS = addressParts();

    private static Map<String, Pattern> addressParts() {
        Map<String, Pattern> parts = new LinkedHashMap<>();
        parts.put("Address2", Pattern.compile("(.* )?(address ?2|(address )?line ?2|street ?2)"));
        parts.put("Address3", Pattern.compile("(.* )?(address ?3|(address )?line ?3|street ?3)"));
        parts.put("Address1", Pattern.compile("(.* )?(street( address)?|address ?1|(address )?line ?1|address)"));
        parts.put("City", Pattern.compile("(.* )?(city|town|suburb)"));
        parts.put("State", Pattern.compile("(.* )?state"));
        parts.put("Province", Pattern.compile("(.* )?province"));
        parts.put("County", Pattern.compile("(.* )?county"));
        parts.put("Country", Pattern.compile("(.* )?country( code)?"));
        parts.put("PostalCode", Pattern.compile("(.* )?(zip( code)?|postal ?code|post ?code|postcode)"));
        return parts;
    }

    /**
     * The mapping of records like these; empty where they have nothing that tells one record from another.
     *
     * @param samples 1 or more records of one kind
     */
    public Optional<ObjectType> detect(List<ObjectNode> samples) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        samples.forEach(sample -> AttributeSample.plain(sample)
                .forEach((name, value) -> values.computeIfAbsent(name, unknown -> new ArrayList<>())
                        .add(value)));
        return new Proposal(values, samples.size()).type();
    }

    /** How many attributes a record has, those of nested objects included. */
    public static int attributes(ObjectNode record) {
        int count = 0;
        for (var member : record.properties()) {
            count += member.getValue() instanceof ObjectNode nested ? attributes(nested) : 1;
        }
        return count;
    }

    private static String words(String attribute) {
        return String.join(" ", WORDS.split(attribute)).strip().toLowerCase(Locale.ROOT);
    }

    private static String lastWords(String attribute) {
        return words(attribute.substring(attribute.lastIndexOf('.') + 1));
    }

    private final class Proposal {

        private final Map<String, List<String>> values;
        private final int samples;
        private final boolean hasPlaces;
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private final Map<String, String> fieldOf = new HashMap<>();
        private final Set<String> targets = new HashSet<>();
        private String timeFormat;

        Proposal(Map<String, List<String>> values, int samples) {
            this.values = values;
            this.samples = samples;
            this.hasPlaces = values.keySet().stream()
                    .anyMatch(name -> PLACE.matcher(words(name)).matches());
        }

        Optional<ObjectType> type() {
            Optional<String> identifier = identifier();
            if (identifier.isEmpty()) {
                return Optional.empty();
            }
            values.forEach((attribute, said) -> {
                if (!isTime(attribute, said) && !isFullName(attribute, said)) {
                    add(attribute, attribute, target(attribute, said).orElse(null));
                }
            });
            return Optional.of(checked(keys(identifier.get())));
        }

        /** What is read by the rules of the API can be put as it is. */
        private ObjectType checked(Map<String, List<KeyDefinition>> keys) {
            ObjectType type = new ObjectType("detected", null, null, true, timeFormat, null, null, null, fields, keys);
            ObjectTypeRules.check(type);
            return type;
        }

        private Optional<String> identifier() {
            for (Pattern pattern : List.of(IDENTIFIER, PERSONS_IDENTIFIER, SOME_IDENTIFIER)) {
                for (Map.Entry<String, List<String>> entry : values.entrySet()) {
                    String words = pattern == IDENTIFIER ? words(entry.getKey()) : lastWords(entry.getKey());
                    if (pattern.matcher(words).matches() && tellsApart(entry.getValue())) {
                        return Optional.of(entry.getKey());
                    }
                }
            }
            return values.entrySet().stream()
                    .filter(entry -> entry.getValue().stream()
                            .allMatch(value -> EMAIL.matcher(value).matches()))
                    .filter(entry -> tellsApart(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        private boolean tellsApart(List<String> said) {
            return said.size() == samples && new LinkedHashSet<>(said).size() == samples;
        }

        private Map<String, List<KeyDefinition>> keys(String identifier) {
            String unique = fieldOf.get(identifier);
            boolean email = fields.get(unique).contentType() == ContentType.EMAIL_ADDRESS;
            Map<String, List<KeyDefinition>> keys = new LinkedHashMap<>();
            keys.put(
                    email ? EMAIL_KEY : unique.replace('.', '_'),
                    List.of(new KeyDefinition(
                            Set.of(StandardIdentifier.UNIQUE, StandardIdentifier.PROFILE), List.of(unique))));
            fields.forEach((name, field) -> {
                String key = (PROFILE + "EmailAddress").equals(field.target())
                        ? EMAIL_KEY
                        : (PROFILE + "AccountNumber").equals(field.target()) ? ACCOUNT_KEY : null;
                if (key != null && !name.equals(unique)) {
                    keys.putIfAbsent(
                            key,
                            List.of(new KeyDefinition(
                                    Set.of(StandardIdentifier.PROFILE, StandardIdentifier.SECONDARY), List.of(name))));
                }
            });
            return keys;
        }

        private boolean isTime(String attribute, List<String> said) {
            boolean updated = timeFormat == null
                    && UPDATED.matcher(lastWords(attribute)).matches()
                    && said.stream().allMatch(value -> Times.read(value).isPresent());
            if (updated) {
                timeFormat = TIME_FORMATS.stream()
                        .filter(format -> said.stream().allMatch(value -> Times.has(value, format)))
                        .findFirst()
                        .orElse(Times.EPOCH_MILLI);
                add(
                        attribute,
                        attribute,
                        new Field(source(attribute), PROFILE + Target.SOURCE_TIME, ContentType.STRING));
            }
            return updated;
        }

        /** One text with both names, where there are no others. */
        private boolean isFullName(String attribute, List<String> said) {
            boolean full = IN_TEMPLATE.matcher(attribute).matches()
                    && FULL_NAME.matcher(words(attribute)).matches()
                    && values.keySet().stream().noneMatch(other -> words(other).matches("(first|last) ?name"))
                    && said.stream().allMatch(value -> value.strip().contains(" "))
                    && !targets.contains("FirstName");
            if (full) {
                targets.addAll(List.of("FirstName", "LastName"));
                add(attribute, "first_name", name("firstName", attribute, "FirstName"));
                add(attribute, "last_name", name("lastName", attribute, "LastName"));
            }
            return full;
        }

        private Field name(String helper, String attribute, String target) {
            return new Field("{{" + helper + ' ' + source(attribute) + "}}", PROFILE + target, ContentType.NAME);
        }

        private Optional<Field> target(String attribute, List<String> said) {
            for (Rule rule : rules) {
                boolean fits = (rule.name().matcher(words(attribute)).matches()
                                || rule.name().matcher(lastWords(attribute)).matches())
                        && said.stream().allMatch(rule.shape())
                        && targets.add(rule.target());
                if (fits) {
                    return Optional.of(new Field(source(attribute), PROFILE + rule.target(), rule.contentType()));
                }
            }
            return hasPlaces ? addressPart(attribute) : Optional.empty();
        }

        private Optional<Field> addressPart(String attribute) {
            String words = words(attribute);
            for (Map.Entry<String, Pattern> part : ADDRESS_PARTS.entrySet()) {
                Matcher matcher = part.getValue().matcher(words);
                if (matcher.matches()) {
                    String target = address(words) + '.' + part.getKey();
                    return targets.add(target)
                            ? Optional.of(new Field(source(attribute), PROFILE + target, ContentType.STRING))
                            : Optional.empty();
                }
            }
            return Optional.empty();
        }

        private static String address(String words) {
            if (words.matches(".*\\b(billing|bill to)\\b.*")) {
                return "BillingAddress";
            }
            if (words.matches(".*\\b(shipping|ship to|delivery)\\b.*")) {
                return "ShippingAddress";
            }
            return words.matches(".*\\b(mailing|postal address)\\b.*") ? "MailingAddress" : "Address";
        }

        /** Adds a field; without one, the attribute goes to the profile's own attributes. */
        private void add(String attribute, String wanted, Field known) {
            String name = free(wanted);
            Field field = known != null
                    ? known
                    : new Field(
                            source(attribute),
                            PROFILE + Target.ATTRIBUTES + '.' + name,
                            isNumber(attribute) ? ContentType.NUMBER : ContentType.STRING);
            fields.put(name, field);
            fieldOf.putIfAbsent(attribute, name);
        }

        private boolean isNumber(String attribute) {
            return values.get(attribute).stream().allMatch(value -> normalisation
                    .normalise(ContentType.NUMBER, value)
                    .filter(value::equals)
                    .isPresent());
        }

        private String free(String wanted) {
            String clean = wanted.replaceAll("[^a-zA-Z0-9]+", "_").replaceAll("^[^a-zA-Z]+", "");
            String base = clean.isEmpty() || clean.equalsIgnoreCase("tags") ? "field_" + clean : clean;
            String name = base.substring(0, Math.min(base.length(), LONGEST_NAME));
            for (int i = 2; fields.containsKey(name); i++) {
                String end = "_" + i;
                name = base.substring(0, Math.min(base.length(), LONGEST_NAME - end.length())) + end;
            }
            return name;
        }

        private static String source(String attribute) {
            return Source.ROOT + '.' + attribute;
        }
    }
}
