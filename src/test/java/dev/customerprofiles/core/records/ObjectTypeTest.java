package dev.customerprofiles.core.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class ObjectTypeTest {

    private static final String GOOD =
            """
            {'ObjectTypeName':'T','Description':'d','AllowProfileCreation':true,'SourceLastUpdatedTimestampFormat':'EpochMilli','SourcePriority':2,
             'Fields':{
               'id':{'Source':'_source.id','ContentType':'STRING'},
               'mail':{'Source':'_source.mail','Target':'_profile.EmailAddress','ContentType':'EMAIL_ADDRESS'},
               'time':{'Source':'_source.time','Target':'_profile.SourceLastUpdatedTimestamp','ContentType':'STRING'}},
             'Keys':{
               'own':[{'StandardIdentifiers':['PROFILE','UNIQUE'],'FieldNames':['id']}],
               'mail':[{'StandardIdentifiers':[],'FieldNames':['mail']}]}}
            """;

    @Test
    void a_type_is_written_as_it_was_read() {
        assertThat(ObjectType.parse("T", Json.of(GOOD)).toWire()).isEqualTo(Json.of(GOOD));
    }

    @Test
    void a_type_may_stand_for_a_template() {
        ObjectType type = ObjectType.parse("T", Json.of("{'Description':'d','TemplateId':'CTR'}"));
        assertThat(type.templateId()).isEqualTo("CTR");
        assertThat(type.fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/Fields/mail/Source    | 'mail'                       | Fields.mail.Source",
                "/Fields/mail/Source    | '_source'                    | Fields.mail.Source",
                "/Fields/mail/Source    | '_source..a'                 | Fields.mail.Source",
                "/Fields/mail/Source    | '_profile.a'                 | Fields.mail.Source",
                "/Fields/mail/Source    | ''                           | Fields.mail.Source",
                "/Fields/mail/Source    | 7                            | Fields.mail.Source",
                "/Fields/mail/Source    | null                         | Fields.mail.Source",
                "/Fields/mail/Source    | '{{_source.a'                | Fields.mail.Source",
                "/Fields/mail/Source    | '{{#if _source.a}}x'         | Fields.mail.Source",
                "/Fields/mail/Source    | '{{#if _source.a}}x{{/each}}' | Fields.mail.Source",
                "/Fields/mail/Source    | '{{unknown _source.a}}'      | Fields.mail.Source",
                "/Fields/mail/Source    | '{{#unknown _source.a}}x{{/unknown}}' | Fields.mail.Source",
                "/Fields/mail/Source    | '{{> other}}'                | Fields.mail.Source",
                "/Fields/mail/Source    | '{{~> other}}'               | Fields.mail.Source",
                "/Fields/mail/Source    | '{{#> other}}x{{/other}}'    | Fields.mail.Source",
                "/Fields/mail/Source    | '{{#*inline `a`}}x{{/inline}}' | Fields.mail.Source",
                "/Fields/mail/Source    | '{{include _source.a}}'      | Fields.mail.Source",
                "/Fields/mail/Source    | '{{precompile _source.a}}'   | Fields.mail.Source",
                "/Fields/mail/Source    | '{{i18n _source.a}}'         | Fields.mail.Source",
                "/Fields/mail/Source    | '{{log _source.a}}'          | Fields.mail.Source",
                "/Fields/mail/Source    | '_source.a[].b'              | Fields.mail",
                "/Fields/mail/Target    | '_profile.ProfileId'         | Fields.mail.Target",
                "/Fields/mail/Target    | '_profile.ImportIds'         | Fields.mail.Target",
                "/Fields/mail/Target    | '_profile.FoundByItems[]'    | Fields.mail.Target",
                "/Fields/mail/Target    | '_asset.AssetId'             | Fields.mail.Target",
                "/Fields/mail/Target    | '_case.CaseId'               | Fields.mail.Target",
                "/Fields/mail/Target    | '_order.OrderId'             | Fields.mail.Target",
                "/Fields/mail/Target    | '_profile'                   | Fields.mail.Target",
                "/Fields/mail/Target    | '_profile.Address'           | Fields.mail.Target",
                "/Fields/mail/Target    | '_profile.Address.Planet'    | Fields.mail.Target",
                "/Fields/mail/Target    | '_profile.Attributes.'       | Fields.mail.Target",
                "/Fields/mail/Target    | '_other.Name'                | Fields.mail.Target",
                "/Fields/mail/Target    | '_case.Title'                | Keys",
                "/Fields/mail/ContentType | 'TEXT'                     | Fields.mail.ContentType",
                "/Fields/mail           | 'text'                       | Fields.mail",
                "/Fields/Tags           | {'Source':'_source.a'}       | Fields.Tags",
                "/Fields/a b            | {'Source':'_source.a'}       | Fields.a b",
                "/Fields                | {}                           | Fields",
                "/Fields                | []                           | Fields",
                "/Keys                  | {}                           | Keys",
                "/Keys/own              | []                           | Keys.own",
                "/Keys/own              | [{'StandardIdentifiers':['PROFILE'],'FieldNames':['id']}] | Keys",
                "/Keys/own              | [{'StandardIdentifiers':['UNIQUE'],'FieldNames':['id']}]  | Keys",
                "/Keys/own              | [{'StandardIdentifiers':['UNIQUE','PROFILE','NEW_ONLY'],'FieldNames':['id']}] | Keys.own.StandardIdentifiers",
                "/Keys/own              | [{'StandardIdentifiers':['UNIQUE','PROFILE'],'FieldNames':[]}] | Keys.own.FieldNames",
                "/Keys/own              | [{'StandardIdentifiers':['UNIQUE','PROFILE'],'FieldNames':['x']}] | Keys.own.FieldNames",
                "/Keys/own              | [{'StandardIdentifiers':['UNIQUE','PROFILE'],'FieldNames':'id'}] | Keys.own.FieldNames",
                "/Keys/own              | [{'StandardIdentifiers':['ONE'],'FieldNames':['id']}] | Keys.own.StandardIdentifiers",
                "/Keys/mail             | [{'StandardIdentifiers':['UNIQUE'],'FieldNames':['mail']}] | Keys",
                "/Keys/mail             | [{'StandardIdentifiers':['SECONDARY'],'FieldNames':['mail']}] | Keys.mail.StandardIdentifiers",
                "/Keys/mail             | [{'FieldNames':['mail']},{'FieldNames':['id']}] | Keys.mail",
                "/Keys/_profileId       | [{'StandardIdentifiers':['PROFILE'],'FieldNames':['id']}] | Keys._profileId.StandardIdentifiers",
                "/Keys/a.b              | [{'FieldNames':['id']}]      | Keys.a.b",
                "/TemplateId            | 'CTR'                        | TemplateId",
                "/SourcePriority        | 0                            | SourcePriority",
                "/SourcePriority        | 1.5                          | SourcePriority",
                "/SourcePriority        | 'high'                       | SourcePriority",
                "/SourceLastUpdatedTimestampFormat | null              | SourceLastUpdatedTimestampFormat",
                "/SourceLastUpdatedTimestampFormat | 'bad format'      | SourceLastUpdatedTimestampFormat",
            })
    void what_makes_a_type_unusable_is_named(String path, String value, String member) {
        ObjectNode wire = Json.of(GOOD);
        String parent = path.substring(0, path.lastIndexOf('/'));
        ((ObjectNode) wire.at(parent))
                .set(
                        path.substring(path.lastIndexOf('/') + 1),
                        Json.of("{'v':" + value.replace("`", "\\\"") + "}").get("v"));
        assertThatThrownBy(() -> ObjectType.parse("T", wire))
                .asInstanceOf(type(InvalidObjectType.class))
                .extracting(InvalidObjectType::member)
                .isEqualTo(member);
    }

    @Test
    void a_conditional_profile_key_needs_a_plain_one_beside_it_unless_no_profile_is_created() {
        String type =
                """
                {'AllowProfileCreation':%s,'Fields':{'id':{'Source':'_source.id'}},'Keys':{
                  'own':[{'StandardIdentifiers':['UNIQUE'],'FieldNames':['id']}],
                  '%s':[{'StandardIdentifiers':['PROFILE','LOOKUP_ONLY'],'FieldNames':['id']}]}}
                """;
        assertThatThrownBy(() -> ObjectType.parse("T", Json.of(type.formatted("true", "x"))))
                .isInstanceOf(InvalidObjectType.class);
        assertThat(ObjectType.parse("T", Json.of(type.formatted("false", "x")))).isNotNull();
        assertThat(ObjectType.parse("T", Json.of(type.formatted("true", "_profileId"))))
                .isNotNull();
    }

    @Test
    void both_halves_of_a_pair_and_two_kinds_of_items_are_refused() {
        String type =
                """
                {'AllowProfileCreation':true,'Fields':{'id':{'Source':'_source.id','Target':'%s'},'x':{'Source':'_source.x','Target':'%s'}},
                 'Keys':{'own':[{'StandardIdentifiers':['UNIQUE','PROFILE','CASE','ASSET'],'FieldNames':['id']}]}}
                """;
        for (String[] pair : new String[][] {
            {"_profile.Gender", "_profile.GenderString"},
            {"_profile.PartyType", "_profile.PartyTypeString"},
            {"_case.Title", "_asset.AssetName"}
        }) {
            assertThatThrownBy(() -> ObjectType.parse("T", Json.of(type.formatted(pair[0], pair[1]))))
                    .as(pair[0])
                    .isInstanceOf(InvalidObjectType.class);
        }
        assertThat(ObjectType.parse("T", Json.of(type.formatted("_case.Title", "_profile.Gender"))))
                .isNotNull();
    }
}
