package dev.customerprofiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

/** Records as {@link Records} has them, of ten customers, in which some of what their types read is what no source would send. */
public final class RandomRecords {

    /** @param record JSON */
    public record Typed(String type, String record) {}

    /** The name of a type that reads what no template does; a domain has to define it. */
    public static final String OWN_TYPE = "Own";

    public static final String OWN_DEFINITION =
            """
            {"Description":"every content type, and each helper that takes a text apart","AllowProfileCreation":true,
             "SourceLastUpdatedTimestampFormat":"yyyy-MM-dd'T'HH:mm:ssX",
             "Fields":{
              "id":{"Source":"_source.id","ContentType":"NUMBER"},
              "changed":{"Source":"_source.changed","Target":"_profile.SourceLastUpdatedTimestamp"},
              "name":{"Source":"_source.name","Target":"_profile.BusinessName","ContentType":"NAME"},
              "phone":{"Source":"_source.phone","Target":"_profile.PhoneNumber","ContentType":"PHONE_NUMBER"},
              "email":{"Source":"_source.email","Target":"_profile.EmailAddress","ContentType":"EMAIL_ADDRESS"},
              "first":{"Source":"{{firstName _source.name}}","Target":"_profile.FirstName"},
              "last":{"Source":"{{lastName _source.name}}","Target":"_profile.LastName"},
              "street":{"Source":"{{line 1 _source.street}}","Target":"_profile.Address.Address1"},
              "rest":{"Source":"{{line 4 _source.street}}","Target":"_profile.Address.Address4"},
              "tidy":{"Source":"{{#removeExtraSpace}}{{_source.name}} {{_source.street}}{{/removeExtraSpace}}",
                      "Target":"_profile.AdditionalInformation"},
              "card":{"Source":"{{lastFour _source.id}}","Target":"_profile.Attributes.card"},
              "seconds":{"Source":"{{secondsBetween _source.changed _source.ended}}",
                         "Target":"_profile.Attributes.seconds","ContentType":"NUMBER"},
              "each":{"Source":"{{#each _source.all}}{{@key}}={{this}} {{/each}}","Target":"_profile.Attributes.each"},
              "all":{"Source":"_source.all","Target":"_profile.Attributes"},
              "ordered":{"Source":"_source.ended","Target":"_order.CreatedDate"},
              "title":{"Source":"_source.lines[].title","Target":"_order.OrderItems[].Title"},
              "price":{"Source":"_source.lines[].price","Target":"_order.OrderItems[].Price"}},
             "Keys":{
              "ownId":[{"StandardIdentifiers":["UNIQUE","PROFILE","ORDER"],"FieldNames":["id"]}],
              "_phone":[{"StandardIdentifiers":["PROFILE","SECONDARY"],"FieldNames":["phone"]}],
              "_email":[{"StandardIdentifiers":["PROFILE","SECONDARY"],"FieldNames":["email"]}]}}""";

    private static final int CUSTOMERS = 10;
    private static final int LONGEST = 250_000;

    /** A few more than are taken. */
    private static final int MOST_CHARACTERS = 258_000;

    private static final int DEEPEST = 990; // of the 1,000 levels that are read
    private static final int LONGEST_NAME = 49_000; // of the 50,000 characters that are read

    private static final List<String> TIMES = List.of(
            "+999999999-12-31T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "+292278995-01-01T00:00:00Z",
            "-292275055-05-16T00:00:00Z",
            "+10000-01-01T00:00:00.000+0000",
            "9999-12-31T23:59:59.999999999-18:00",
            "0000-01-01T00:00:00+18:00",
            "0001-01-01 00:00:00",
            "1970-01-01T00:00:00Z",
            "2024-02-30T25:61:61Z",
            "2025-06-12T06:00:00Z",
            "99991231",
            "Sun, 31 Dec 9999 23:59:59 GMT");

    private static final List<String> NUMBERS = List.of(
            "100e2147483647",
            "1e2147483647",
            "1e-2147483647",
            "-1E+999999999",
            "0e2147483647",
            "1e400",
            "99999999999999.999999999",
            "999999999999999",
            "-999999999999999",
            "9223372036854775808",
            "-0",
            "0.10",
            "0." + "0".repeat(90) + "1",
            "9".repeat(900));

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "\u0000",
            "a\u0000b",
            "\uD800",
            "\uDC00\uD800",
            "$where",
            "$ne.a",
            "a.b",
            "{{#each this}}{{this}}{{/each}}",
            "ada@example.com",
            "@",
            "+12065550101",
            "+1 206 555 0101 ext. 99999999999999999999",
            "one\r\ntwo\nthree\n\n\nfour\rfive",
            "\u202Eada\u200F",
            "ß\u0130\u0131",
            "/",
            "~1",
            "__proto__");

    /** Long runs of what patterns repeat, and of what takes more bytes than characters. */
    private static final List<String> RUNS = List.of(
            " ",
            "\n",
            " \n",
            "\r",
            "\u00A0",
            "\u0000",
            "\uD83D",
            "\uD83D\uDE00",
            "a",
            "9",
            "+1",
            "a@",
            ".",
            "-",
            "/",
            "\"");

    private static final List<Shape> SHAPES = List.of(
            shape("Salesforce-Contact", n -> Records.salesforceContact("003Hs00000JGrkn" + n, phone(n), time(n))),
            shape("Salesforce-Asset", n -> Records.salesforceAsset("02iHs000001b8qb" + n, "003Hs00000JGrkn" + n)),
            shape("Zendesk-users", Records::zendeskUser),
            shape("Zendesk-tickets", n -> Records.zendeskTicket(n, n, "Charged twice")),
            shape("Servicenow-sys_user", n -> Records.servicenowUser("user" + n)),
            shape("Servicenow-incident", n -> Records.servicenowIncident("incident" + n, "user" + n)),
            shape("CTR-AutoAssociateOnly", n -> Records.contactRecord("contact" + n, phone(n))),
            new Shape(
                    OWN_TYPE,
                    n -> "{\"id\":%d,\"phone\":\"%s\",\"changed\":\"%s\"}".formatted(n, phone(n), time(n)),
                    paths(OWN_DEFINITION)));

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Half a surrogate pair has no bytes, but an escape. */
    private static final ObjectMapper WRITER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** @param example of one of the customers @param paths what the type reads */
    private record Shape(String type, IntFunction<String> example, List<String> paths) {}

    private final Random random;

    public RandomRecords(Random random) {
        this.random = random;
    }

    public Typed next() {
        Typed record = any();
        while (record.record.length() > MOST_CHARACTERS) {
            record = any();
        }
        return record;
    }

    private Typed any() {
        Shape shape = any(SHAPES);
        int customer = random.nextInt(CUSTOMERS);
        String example = shape.example.apply(customer).replace("ada@", "ada" + customer + '@');
        try {
            ObjectNode record = (ObjectNode) WRITER.readTree(example);
            for (int i = random.nextInt(5); i > 0; i--) {
                put(record, List.of(any(shape.paths).split("\\.")), value(2));
            }
            if (random.nextInt(4) == 0) {
                record.set(name(), value(2));
            }
            return new Typed(shape.type, WRITER.writeValueAsString(record));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(ObjectNode object, List<String> path, JsonNode value) {
        String name = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (rest.isEmpty()) {
            object.set(name, value);
        } else if (name.endsWith("[]")) {
            put(object.putArray(name.substring(0, name.length() - 2)).addObject(), rest, value);
        } else {
            put(object.get(name) instanceof ObjectNode known ? known : object.putObject(name), rest, value);
        }
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0, 1 -> JSON.textNode(any(TIMES));
            case 2 -> JSON.textNode(any(NUMBERS));
            case 3 -> JSON.rawValueNode(new RawValue(any(NUMBERS)));
            case 4 -> JSON.textNode(any(TEXTS));
            case 5, 6 -> JSON.textNode(run());
            case 7 -> any(List.of(JSON.nullNode(), JSON.booleanNode(false), JSON.objectNode(), JSON.arrayNode()));
            case 8 -> JSON.arrayNode().add(value(depth - 1)).add(value(depth - 1));
            case 9 -> deep();
            case 10 -> members(upTo(5_000));
            default -> JSON.objectNode().set(name(), value(depth - 1));
        };
    }

    private String name() {
        return random.nextBoolean() ? any(TEXTS) : any(RUNS).repeat(upTo(LONGEST_NAME / 2));
    }

    private String run() {
        String run = any(RUNS);
        String end = random.nextBoolean() ? "" : "x";
        return "x".repeat(random.nextInt(2)) + run.repeat(Math.max(1, upTo(LONGEST) / run.length())) + end;
    }

    private JsonNode deep() {
        boolean lists = random.nextBoolean();
        JsonNode inner = value(0);
        String name = "a".repeat(1 + random.nextInt(200));
        for (int i = random.nextInt(DEEPEST); i > 0; i--) {
            inner = lists ? JSON.arrayNode().add(inner) : JSON.objectNode().set(name, inner);
        }
        return inner;
    }

    private ObjectNode members(int count) {
        ObjectNode members = JSON.objectNode();
        String name = name();
        String beginning = name.substring(0, Math.min(name.length(), LONGEST / count));
        for (int i = 0; i < count; i++) {
            members.put(beginning + i, i);
        }
        return members;
    }

    /** One to this many, of each magnitude as often. */
    private int upTo(int most) {
        return (int) Math.exp(random.nextDouble() * Math.log(most));
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String phone(int customer) {
        return "+1206555010" + customer;
    }

    private static String time(int customer) {
        return "2025-04-0%dT10:15:00.000+0000".formatted(1 + customer % 9);
    }

    private static Shape shape(String template, IntFunction<String> example) {
        try (InputStream definition = RandomRecords.class.getResourceAsStream("/templates/" + template + ".json")) {
            return new Shape(template, example, paths(new String(definition.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> paths(String definition) {
        Matcher read = Pattern.compile("_source\\.([\\w\\[\\].]*\\w)").matcher(definition);
        TreeSet<String> paths = new TreeSet<>();
        while (read.find()) {
            paths.add(read.group(1));
        }
        return new ArrayList<>(paths);
    }
}
