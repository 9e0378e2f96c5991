package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.identity.RecordKey;
import dev.customerprofiles.core.identity.StandardIdentifier;

import static dev.customerprofiles.core.records.Json.once;
import static dev.customerprofiles.core.records.Json.texts;
import static dev.customerprofiles.core.records.Json.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class MappingTest {

    private static final Normalisation NORMALISATION = new Normalisation("US");
    private static final String ID = "'id':{'Source':'_source.id'}";
    private static final String KEYS =
            "'Keys':{'k':[{'StandardIdentifiers':['UNIQUE','PROFILE'],'FieldNames':['id']}]}";

    private static Mapping mapping(String fields, String keys) {
        return Mapping.compile(
                ObjectType.parse("T", Json.of("{'Fields':{" + fields + "}," + keys + "}")), NORMALISATION);
    }

    /** What one source makes of a record, read as the first name. */
    private static String read(String source, String record) {
        ObjectNode wire = Json.of("{'Fields':{'x':{'Target':'_profile.FirstName'}," + ID + "}," + KEYS + "}");
        ((ObjectNode) wire.at("/Fields/x")).put("Source", source);
        Contribution contribution =
                Mapping.compile(ObjectType.parse("T", wire), NORMALISATION).map(once(Json.of(record)));
        Value value = contribution.fields().get("FirstName");
        return value == null ? "" : value.value().textValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "_source.a                                   | {'a':'Ada'}                     | Ada",
                "_source.a.b                                 | {'a':{'b':'Ada'}}               | Ada",
                "_source.Name.First                          | {'name':{'FIRST':'Ada'}}        | Ada",
                "_source.a                                   | {'a':9007199254740993}          | 9007199254740993",
                "_source.a                                   | {'a':3.0}                       | 3",
                "_source.a                                   | {'a':10.50}                     | 10.50",
                "_source.a                                   | {'a':true}                      | true",
                "{{_source.a}} {{_source.b}}                 | {'a':'Ada','b':'King'}          | Ada King",
                "{{_source.a}} {{_source.b}}                 | {'b':'King'}                    | King",
                "{{_source.a.b.c}}                           | {'a':{'b':{'c':'<&>'}}}         | <&>",
                "{{#if _source.a}}yes{{else}}no{{/if}}       | {'a':'x'}                       | yes",
                "{{#if _source.a}}yes{{else}}no{{/if}}       | {'a':false}                     | no",
                "{{#if _source.a}}yes{{else}}no{{/if}}       | {'a':0}                         | no",
                "{{#if _source.a}}yes{{else}}no{{/if}}       | {'a':{'b':''}}                  | no",
                "{{#unless _source.a}}none{{/unless}}        | {}                              | none",
                "{{#each _source.a}}{{this}};{{/each}}       | {'a':['x','',null,'y']}         | x;;;y;",
                "{{#each _source.a}}{{@index}}{{n}}{{/each}} | {'a':[{'n':'x'},{'n':'y'}]}     | 0x1y",
                "{{#each _source.a}}{{@key}}={{this}} {{/each}} | {'a':{'p':1,'q':2}}          | p=1 q=2",
                "{{#each _source.a}}{{_source.b}}{{/each}}   | {'a':[1,2],'b':'z'}             | zz",
                "{{#each _source.a}}{{b}}{{/each}}           | {'a':[{'c':1}],'b':'outer'}     | ``",
                "{{#with _source.a}}{{b}}{{/with}}           | {'a':{'b':'in'}}                | in",
                "{{_source.a.[1]}}                           | {'a':['x','y']}                 | y",
                "{{_source.a.[7]}}                           | {'a':['x','y']}                 | ``",
                "{{#removeExtraSpace}} {{_source.a}}   b {{/removeExtraSpace}} | {'a':'a   a'} | a a b",
                "{{firstOf _source.a _source.b 'c'}}         | {'b':'B'}                       | B",
                "{{firstOf _source.a 'c'}}                   | {'a':'null'}                    | c",
                "{{only _source.a}}                          | {'a':['x']}                     | x",
                "{{only _source.a}}                          | {'a':['x','y']}                 | ``",
                "{{#if (eq _source.a 'TRUE')}}t{{else}}f{{/if}} | {'a':true}                   | t",
                "{{#if (eq _source.a 'true')}}t{{else}}f{{/if}} | {}                           | f",
                "{{choose _source.a '1' 'New' '2' 'Old'}}    | {'a':2.0}                       | Old",
                "{{choose _source.a '1' 'New'}}              | {'a':'Other'}                   | Other",
                "{{time _source.a}}                          | {'a':1559529292000}             | 2019-06-03T02:34:52Z",
                "{{secondsBetween _source.a _source.b}}      | {'a':1559529292000,'b':'2019-06-03T02:35:52Z'} | 60",
                "{{secondsBetween _source.b _source.a}}      | {'a':1559529292000,'b':'2019-06-03T02:35:52Z'} | ``",
                "{{salesforceId _source.a}}                  | {'a':'001D000000IqhSL'}         | 001D000000IqhSLIAZ",
                "{{salesforceId _source.a}}                  | {'a':'001D000000IqhSLIAZ'}      | 001D000000IqhSLIAZ",
                "{{salesforceId _source.a}}                  | {'a':'@AccountRef1'}            | ``",
                "{{line 1 _source.a}}/{{line 2 _source.a}}   | {'a':'1 Main St\\nFloor 2'}     | 1 Main St/Floor 2",
                "{{line 4 _source.a}}                        | {'a':'a\\nb\\nc\\nd\\ne'}       | d, e",
                "{{firstName _source.a}}+{{lastName _source.a}} | {'a':'Vincent van Gogh'}     | Vincent+van Gogh",
                "{{firstName _source.a}}+{{lastName _source.a}} | {'a':'Gogh, Vincent'}        | Vincent+Gogh",
                "{{firstName _source.a}}+{{lastName _source.a}} | {'a':'Madonna'}              | Madonna+",
                "{{firstName _source.a}}{{lastName _source.a}}  | {'a':'Caller +1 206'}        | ``",
                "{{fullName _source.a _source.b}}            | {'a':'Ada'}                     | ``",
                "{{reference _source.a}}                     | {'a':{'link':'https://x/api/sys_user/abc','value':'def'}} | def",
                "{{reference _source.a}}                     | {'a':{'link':'https://x/api/sys_user/abc','display_value':'Ada K'}} | abc",
                "{{reference _source.a}}                     | {'a':{'display_value':'Ada K','value':'def'}} | def",
                "{{reference _source.a}}                     | {'a':{'sys_id':'def','display_value':'Ada K'}} | def",
                "{{reference _source.a}}                     | {'a':'def'}                     | def",
                "{{reference _source.a}}                     | {'a':'Ada King'}                | ``",
                "{{reference _source.a}}                     | {'a':''}                        | ``",
                "{{reference _source.a}}                     | {'a':{'display_value':'','value':''}} | ``",
            })
    void sources_read_records(String source, String record, String expected) {
        assertThat(read(source, record.replace("\\\\n", "\\n"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':null}",
                "{'a':''}",
                "{'a':'null'}",
                "{'a':'text'}",
                "{'a':[]}",
                "{'a':[{'b':'in a list'}]}",
                "{'a':7}",
                "{}",
                "{'a':{'b':{'an':'object'}}}",
                "{'a':{'b':['a','list']}}",
                "{'a':{'B':'x','_b':1,'b ':2}, 'A':{'b':null}}"
            })
    void whatever_stands_in_the_way_of_a_path_it_reads_empty(String record) {
        assertThat(read("_source.a.b.c", record)).isEmpty();
        assertThat(read("{{_source.a.b.c}}{{#each _source.a.b.c}}x{{/each}}{{#with _source.a.b.c}}y{{/with}}", record))
                .isEmpty();
    }

    @Test
    void an_object_or_list_never_shows_in_a_field() {
        String record = "{'a':{'b':'secret'},'c':['secret']}";
        assertThat(read("_source.a", record)).isEmpty();
        assertThat(read("_source.c", record)).isEmpty();
        assertThat(read("{{_source.a}}{{_source.c}}{{_source}}{{firstOf _source.a}}{{time _source.c}}{{this}}", record))
                .isEmpty();
    }

    @Test
    void names_that_differ_in_case_alone_are_read_exactly_or_not_at_all() {
        assertThat(read("_source.Name", "{'Name':'exact','name':'other'}")).isEqualTo("exact");
        assertThat(read("_source.NAME", "{'Name':'one','name':'other'}")).isEmpty();
    }

    @Test
    void a_template_reaches_nothing_but_the_record() {
        String record = "{'a':'x','l':[1]}";
        for (String path :
                List.of("a.class", "a.bytes", "class.name", "a.text", "a.reading", "l.class", "l.size", "getClass")) {
            assertThat(read("{{_source." + path + "}}", record)).as(path).isEmpty();
        }
        assertThat(read("{{reading}}{{tree}}{{class}}{{this.class}}{{@root.class}}", record))
                .isEmpty();
    }

    @Test
    void a_template_that_takes_too_much_has_no_value() {
        String list = "[" + String.join(",", Collections.nCopies(2_000, "1")) + "]";
        String source = "{{#each _source.a}}{{#each _source.a}}{{#each _source.a}}x{{/each}}{{/each}}{{/each}}";
        assertThat(read(source, "{'a':" + list + "}")).isEmpty();
        String text = "x".repeat(200_000);
        assertThat(read("{{#each _source.l}}{{_source.t}}{{/each}}", "{'l':" + list + ",'t':'" + text + "'}"))
                .isEmpty();
    }

    @Test
    void a_template_that_writes_too_much_has_no_value() {
        String list = "[" + String.join(",", Collections.nCopies(2_000, "1")) + "]";
        assertThat(read("{{#each _source.a}}" + "x".repeat(900) + "{{/each}}", "{'a':" + list + "}"))
                .isEmpty();
    }

    @Test
    void what_all_templates_of_a_type_take_of_one_record_is_bounded() {
        String list = "[" + String.join(",", Collections.nCopies(15_000, "1")) + "]";
        StringBuilder fields = new StringBuilder(ID);
        for (int i = 0; i < 100; i++) {
            fields.append(",'f%d':{'Source':'{{#each _source.a}}{{/each}}%d','Target':'_profile.Attributes.f%d'}"
                    .formatted(i, i, i));
        }
        assertThat(texts(mapping(fields.toString(), KEYS).map(once(Json.of("{'id':1,'a':" + list + "}")))))
                .containsKey("Attributes.f0")
                .doesNotContainKey("Attributes.f99");
    }

    @Test
    @Timeout(20)
    void long_runs_of_spaces_do_not_hold_up_a_helper() {
        String spaces = " ".repeat(250_000);
        assertThat(read("{{line 2 _source.t}}", "{'t':'a" + spaces + "b\\nc'}")).isEqualTo("c");
    }

    @Test
    void an_address_is_one_unit_and_values_go_where_they_are_targeted() {
        Mapping mapping = mapping(
                ID
                        + """
                ,'city':{'Source':'_source.city','Target':'_profile.Address.City'},
                'land':{'Source':'_source.land','Target':'_profile.Address.Country'},
                'one':{'Source':'_source.one','Target':'_profile.FirstName'},
                'two':{'Source':'_source.two','Target':'_profile.FirstName'},
                'attribute':{'Source':'_source.one','Target':'_profile.Attributes.a b.c'},
                'gender':{'Source':'_source.gender','Target':'_profile.Gender'},
                'party':{'Source':'_source.party','Target':'_profile.PartyType'}
                """,
                KEYS);
        assertThat(texts(mapping.map(once(
                        Json.of("{'id':1,'city':'Ulm','land':'DE','one':'A','two':'B','gender':'f','party':true}")))))
                .containsOnly(
                        entry("Address", "{'City':'Ulm','Country':'DE'}"),
                        entry("FirstName", "A"),
                        entry("Attributes.a b.c", "A"),
                        entry("Gender", "FEMALE"),
                        entry("PartyType", "INDIVIDUAL"));
        assertThat(texts(mapping.map(once(Json.of("{'two':'B','gender':'unknown','party':'x'}")))))
                .containsOnly(entry("FirstName", "B"));
    }

    @Test
    void a_value_is_as_new_as_the_newest_leaf_that_it_was_made_of() {
        Mapping mapping = mapping(
                ID
                        + """
                ,'name':{'Source':'{{_source.first}} {{_source.last}}','Target':'_profile.FirstName'},
                'picked':{'Source':'{{firstOf _source.first _source.other}}','Target':'_profile.LastName'},
                'street':{'Source':'_source.street','Target':'_profile.Address.Address1'},
                'city':{'Source':'_source.city','Target':'_profile.Address.City'},
                'condition':{'Source':'{{#if _source.last}}yes{{/if}}','Target':'_profile.Attributes.c'},
                'list':{'Source':'{{#each _source.tags}}{{this}}{{/each}}','Target':'_profile.Attributes.t'},
                'constant':{'Source':'x{{_source.none}}','Target':'_profile.Attributes.x'}
                """,
                KEYS);
        Accumulated record = Accumulated.first(
                        Json.of("{'first':'Ada','street':'Main','tags':['a'],'other':'O'}"), version(1))
                .with(Json.of("{'last':'King','city':'Ulm','other':'P'}"), version(2))
                .with(Json.of("{'id':1}"), version(3));
        Contribution contribution = mapping.map(record);
        assertThat(contribution.fields().get("FirstName").at()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(contribution.fields().get("LastName").at()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(contribution.fields().get("Address").at()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(contribution.fields().get("Attributes.c").at()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(contribution.fields().get("Attributes.t").at()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(contribution.fields().get("Attributes.x").at()).isEqualTo(Instant.ofEpochSecond(3));
    }

    @Test
    void long_text_is_shortened_visibly_and_characters_stay_whole() {
        assertThat(read("_source.a", "{'a':'" + "x".repeat(255) + "'}")).isEqualTo("x".repeat(255));
        assertThat(read("_source.a", "{'a':'" + "x".repeat(256) + "'}")).isEqualTo("x".repeat(254) + "…");
        assertThat(read("_source.a", "{'a':'" + "x".repeat(253) + "😀😀'}")).isEqualTo("x".repeat(253) + "…");
        Mapping mapping = mapping(ID + ",'a':{'Source':'_source.a','Target':'_profile.AdditionalInformation'}", KEYS);
        Value value = mapping.map(once(Json.of("{'a':'" + "x".repeat(1001) + "'}")))
                .fields()
                .get("AdditionalInformation");
        assertThat(value.value().textValue()).hasSize(1000).endsWith("x…");
    }

    @Test
    void keys_come_in_the_order_of_their_definition_and_only_with_a_value() {
        Mapping mapping = mapping(
                """
                'id':{'Source':'_source.id'},'a':{'Source':'_source.a','ContentType':'NAME'},
                'b':{'Source':'_source.b','ContentType':'PHONE_NUMBER'}
                """,
                """
                'Keys':{'z':[{'StandardIdentifiers':['UNIQUE','PROFILE'],'FieldNames':['id']}],
                        'both':[{'StandardIdentifiers':['PROFILE','SECONDARY'],'FieldNames':['a','b']}],
                        'phone':[{'StandardIdentifiers':[],'FieldNames':['b']}]}
                """);
        assertThat(mapping.map(once(Json.of("{'id':'  7 ','a':'X|Y','b':'206 345 7890'}")))
                        .keys())
                .containsExactly(
                        new RecordKey(new Key("z", "7"), Set.of(StandardIdentifier.UNIQUE, StandardIdentifier.PROFILE)),
                        new RecordKey(
                                new Key("both", "x\\|y|+12063457890"),
                                Set.of(StandardIdentifier.PROFILE, StandardIdentifier.SECONDARY)),
                        new RecordKey(new Key("phone", "+12063457890"), Set.of()));
        assertThat(mapping.map(once(Json.of("{'id':7,'a':'X','b':'unknown'}"))).keys())
                .extracting(key -> key.key().name())
                .containsExactly("z");
    }

    @Test
    void equal_ids_give_one_key_however_they_are_written() {
        Mapping mapping = mapping(ID, KEYS);
        assertThat(mapping.uniqueKey(Json.of("{'id':9007199254740993}")))
                .contains("9007199254740993")
                .isEqualTo(mapping.uniqueKey(Json.of("{'ID':'9007199254740993'}")));
        for (String none :
                List.of("{}", "{'id':null}", "{'id':' '}", "{'id':'null'}", "{'id':{'a':1}}", "{'id':[1]}")) {
            assertThat(mapping.uniqueKey(Json.of(none))).as(none).isEmpty();
        }
    }

    @Test
    void parts_of_a_composite_key_cannot_be_confused() {
        Mapping mapping = mapping(
                "'a':{'Source':'_source.a'},'b':{'Source':'_source.b'}",
                "'Keys':{'k':[{'StandardIdentifiers':['UNIQUE','PROFILE'],'FieldNames':['a','b']}]}");
        assertThat(Set.of(
                        mapping.uniqueKey(Json.of("{'a':'x|','b':'y'}")),
                        mapping.uniqueKey(Json.of("{'a':'x','b':'|y'}")),
                        mapping.uniqueKey(Json.of("{'a':'x|y'}")),
                        mapping.uniqueKey(Json.of("{'b':'x|y'}")),
                        mapping.uniqueKey(Json.of("{'a':'x\\\\','b':'y'}")),
                        mapping.uniqueKey(Json.of("{}"))))
                .hasSize(6);
        assertThat(mapping.map(once(Json.of("{'a':'x'}"))).keys()).isEmpty();
    }

    @Test
    void the_first_address_and_phone_are_inferred_unless_they_have_a_target() {
        String fields = ID
                + """
                ,'nophone':{'Source':'_source.p0','ContentType':'PHONE_NUMBER'},
                'phone':{'Source':'_source.p1','ContentType':'PHONE_NUMBER'},
                'mail':{'Source':'_source.m','ContentType':'EMAIL_ADDRESS'},
                'other':{'Source':'_source.m2','ContentType':'EMAIL_ADDRESS','Target':'_profile.EmailAddress'}
                """;
        Contribution one = mapping(fields, KEYS).map(once(Json.of("{'p0':'unknown','p1':'206-345-7890','m':'A@b.c'}")));
        assertThat(one.fields()).isEmpty();
        assertThat(one.inferred()).containsOnlyKeys("PhoneNumber", "EmailAddress");
        assertThat(one.inferred().get("PhoneNumber").value().textValue()).isEqualTo("206-345-7890");
        assertThat(one.inferred().get("EmailAddress").value().textValue()).isEqualTo("A@b.c");
        assertThat(mapping(fields, KEYS)
                        .map(once(Json.of("{'m':'a@b.c','m2':'d@e.f'}")))
                        .inferred())
                .isEmpty();
    }

    @Test
    void orders_take_lists_and_addresses() {
        Mapping mapping = mapping(
                ID
                        + """
                ,'city':{'Source':'_source.ship.city','Target':'_order.ShippingAddress.City'},
                'titles':{'Source':'_source.lines[].title','Target':'_order.OrderItems[].Title'},
                'prices':{'Source':'_source.lines[].price.amount','Target':'_order.OrderItems[].Price'},
                'all':{'Source':'_source.extra','Target':'_order.Attributes'},
                'day':{'Source':'_source.day','Target':'_order.CreatedDate'}
                """,
                "'Keys':{'k':[{'StandardIdentifiers':['UNIQUE','PROFILE','ORDER'],'FieldNames':['id']}]}");
        Item item = mapping.map(
                        once(
                                Json.of(
                                        """
                                        {'id':1,'ship':{'city':'Ulm'},'lines':[{'title':'Tea','price':{'amount':1.20}},{'price':'x'},{'title':'Cup'}],
                                         'extra':{'gift':true,'nested':{'x':1},'none':null},'day':'2019-06-03 02:34:52'}
                                        """)))
                .item()
                .orElseThrow();
        assertThat(item.kind()).isEqualTo(ItemKind.ORDER);
        assertThat(item.fields())
                .isEqualTo(
                        Json.of(
                                """
                                {'ShippingAddress':{'City':'Ulm'},'OrderItems':[{'Title':'Tea','Price':'1.20'},{},{'Title':'Cup'}],
                                 'Attributes':{'gift':'true'},'CreatedDate':'2019-06-03T02:34:52Z'}
                                """));
        assertThat(mapping.map(once(Json.of("{'lines':'none'}")))
                        .item()
                        .orElseThrow()
                        .fields())
                .isEmpty();
    }

    @Test
    void a_mapping_may_be_used_by_many_threads() throws Exception {
        Mapping mapping = mapping(
                ID
                        + ",'x':{'Source':'{{#each _source.a}}{{this}}{{/each}}{{_source.id}}','Target':'_profile.FirstName'}",
                KEYS);
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> work = java.util.stream.IntStream.range(0, 400)
                    .<Callable<String>>mapToObj(
                            i -> () -> texts(mapping.map(once(Json.of("{'id':" + i + ",'a':['v']}"))))
                                    .get("FirstName"))
                    .toList();
            var results = threads.invokeAll(work);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo("v" + i);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
