package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.customerprofiles.core.identity.Normalisation;

import static org.assertj.core.api.Assertions.assertThat;

class AccumulatedOrderTest {

    private static final Mapping MAPPING = Mapping.compile(
            ObjectType.parse(
                    "Odd",
                    Json.of(
                            """
                            {'AllowProfileCreation':true,'Fields':{
                              'a':{'Source':'_source.a','Target':'_profile.FirstName'},
                              'ab':{'Source':'_source.a.b','Target':'_profile.Address.City'},
                              'ac':{'Source':'{{_source.a.c}}{{#if _source.b}}!{{/if}}','Target':'_profile.Address.Country'},
                              'd':{'Source':'{{#each _source.d}}{{this}},{{/each}}','Target':'_profile.Attributes.d'},
                              'id':{'Source':'{{firstOf _source.b _source.a _source.a.b.c}}'}},
                             'Keys':{'odd':[{'StandardIdentifiers':['UNIQUE','PROFILE'],'FieldNames':['id']}]}}
                            """)),
            new Normalisation("US"));

    record Sent(ObjectNode raw, Version version) {}

    @Property(tries = 2_000)
    void any_order_and_duplication_of_versions_gives_the_same_record_and_contribution(
            @ForAll("versions") List<Sent> versions, @ForAll long seed) {
        Accumulated expected = accumulate(versions);
        Random random = new Random(seed);
        List<Sent> shuffled = new ArrayList<>(versions);
        for (int copies = random.nextInt(versions.size() + 1); copies > 0; copies--) {
            shuffled.add(versions.get(random.nextInt(versions.size())));
        }
        Collections.shuffle(shuffled, random);

        Accumulated actual = accumulate(shuffled);

        assertThat(actual).isEqualTo(expected);
        assertThat(actual.effective()).isEqualTo(expected.effective());
        assertThat(MAPPING.map(actual)).isEqualTo(MAPPING.map(expected));
    }

    @Property(tries = 500)
    void storing_and_reading_between_any_two_versions_changes_nothing(@ForAll("versions") List<Sent> versions) {
        Accumulated stored = null;
        for (Sent sent : versions) {
            Accumulated next = stored == null
                    ? Accumulated.first(sent.raw(), sent.version())
                    : stored.with(sent.raw(), sent.version());
            stored = Accumulated.fromJson(next.toJson(JsonNodeFactory.instance.objectNode()));
        }
        assertThat(stored).isEqualTo(accumulate(versions));
    }

    private static Accumulated accumulate(List<Sent> versions) {
        Accumulated record =
                Accumulated.first(versions.get(0).raw(), versions.get(0).version());
        for (Sent sent : versions.subList(1, versions.size())) {
            record = record.with(sent.raw(), sent.version());
        }
        return record;
    }

    // few names, values and times, so that they meet: conflicting shapes, equal times, even one event id with two
    // contents
    @Provide
    Arbitrary<List<Sent>> versions() {
        Arbitrary<String> scalar =
                Arbitraries.of("1", "'x'", "''", "null", "'null'", "true", "9007199254740993", "1.50");
        Arbitrary<String> list = Arbitraries.of("[]", "['p']", "['p','q']", "[null]");
        Arbitrary<String> nested = object(Arbitraries.oneOf(scalar, object(scalar)));
        Arbitrary<String> record = object(Arbitraries.oneOf(scalar, list, nested));
        Arbitrary<Version> version = Combinators.combine(
                        Arbitraries.longs().between(1, 3), Arbitraries.of("s|1", "s|2"))
                .as((second, by) -> new Version(Instant.ofEpochSecond(second), by));
        return Combinators.combine(record, version)
                .as((text, at) -> new Sent(Json.of(text), at))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Arbitrary<String> object(Arbitrary<String> value) {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), value)
                .ofMaxSize(3)
                .map(members -> members.entrySet().stream()
                        .map(member -> "'" + member.getKey() + "':" + member.getValue())
                        .collect(java.util.stream.Collectors.joining(",", "{", "}")));
    }
}
