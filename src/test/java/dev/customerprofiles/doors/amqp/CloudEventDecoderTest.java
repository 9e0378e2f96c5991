package dev.customerprofiles.doors.amqp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CloudEventDecoderTest {

    private static final String JSON = "application/json";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String RECORD = "{\"Id\":\"003\",\"Name\":\"Ada\"}";

    @ParameterizedTest
    @ValueSource(strings = {"cloudEvents:", "cloudEvents_"})
    void binary_mode_is_read_with_either_prefix(String prefix) {
        Map<String, Object> properties = new HashMap<>();
        properties().forEach((name, value) -> properties.put(name.replace("cloudEvents:", prefix), value));

        assertThat(CloudEventDecoder.decode(new Delivered(properties, JSON, null, null, RECORD)))
                .isInstanceOfSatisfying(Decoded.Event.class, event -> {
                    assertThat(event.id()).isEqualTo(new EventId("crm://one", "e1"));
                    assertThat(event.type()).isEqualTo("contact.changed");
                    assertThat(event.domain()).isEqualTo("demo");
                    assertThat(event.time()).isEqualTo(Instant.parse("2024-05-01T10:00:00.123Z"));
                    assertThat(event.record()).hasToString(RECORD);
                    assertThat(event.payload()).isEqualTo(RECORD);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {STRUCTURED, "Application/CloudEvents+JSON; charset=utf-8"})
    void structured_mode_is_read(String contentType) {
        assertThat(structured(contentType, envelope("\"data\":" + RECORD)))
                .isInstanceOfSatisfying(Decoded.Event.class, event -> {
                    assertThat(event.id()).isEqualTo(new EventId("crm://one", "e1"));
                    assertThat(event.domain()).isEqualTo("demo");
                    assertThat(event.time()).isEqualTo(Instant.parse("2024-05-01T10:00:00.123Z"));
                    assertThat(event.record()).hasToString(RECORD);
                });
    }

    @Test
    void structured_mode_reads_data_in_base64() {
        String data = Base64.getEncoder().encodeToString(utf8(RECORD));

        assertThat(structured(STRUCTURED, envelope("\"data_base64\":\"" + data + "\"")))
                .isInstanceOfSatisfying(
                        Decoded.Event.class, event -> assertThat(event.record()).hasToString(RECORD));
    }

    @Test
    void a_body_of_bytes_is_read_like_one_of_text() {
        assertThat(binary(utf8(RECORD))).isInstanceOf(Decoded.Event.class);
        assertThat(binary(utf8("\uFEFF" + RECORD))).isInstanceOf(Decoded.Event.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890123456789",
                "0.1000000000000000055511151231257827",
                "1.10",
                "1E+400",
                "9007199254740993"
            })
    void numbers_keep_every_digit(String number) {
        Decoded.Event event = (Decoded.Event) binary("{\"n\":" + number + "}");

        assertThat(event.record().get("n").asText()).isEqualTo(number);
        if (number.matches("\\d+")) {
            assertThat(event.record().get("n").bigIntegerValue()).isEqualTo(new BigInteger(number));
        } else {
            assertThat(event.record().get("n").decimalValue()).isEqualTo(new BigDecimal(number));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2024-05-01T12:00:00.123+02:00", "2024-05-01t10:00:00.123z", "2024-05-01T10:00:00.1230000000000Z"
            })
    void time_is_any_notation_of_rfc_3339(String time) {
        assertThat(withProperty("cloudEvents:time", time))
                .isInstanceOfSatisfying(
                        Decoded.Event.class, event -> assertThat(event.time()).isEqualTo("2024-05-01T10:00:00.123Z"));
    }

    @Test
    void time_may_be_an_amqp_timestamp_and_may_be_missing() {
        assertThat(withProperty("cloudEvents:time", Date.from(Instant.ofEpochMilli(7))))
                .isInstanceOfSatisfying(
                        Decoded.Event.class, event -> assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(7)));
        assertThat(withProperty("cloudEvents:time", null))
                .isInstanceOfSatisfying(
                        Decoded.Event.class, event -> assertThat(event.time()).isNull());
    }

    @Test
    void the_largest_record_has_256000_characters() {
        String largest = recordOf(256_000);

        assertThat(binary(largest)).isInstanceOf(Decoded.Event.class);
        assertThat(structured(STRUCTURED, envelope("\"data\":" + largest))).isInstanceOf(Decoded.Event.class);
    }

    static Stream<Arguments> poison() {
        return Stream.of(
                arguments("not JSON", message(JSON, "{\"Id\":"), Reason.NOT_JSON),
                arguments("more than JSON", message(JSON, RECORD + RECORD), Reason.NOT_JSON),
                arguments("plain text", message("text/plain", "hello"), Reason.NOT_JSON),
                arguments("an array", message(JSON, "[" + RECORD + "]"), Reason.NOT_JSON),
                arguments("a JSON text", message(JSON, "\"hello\""), Reason.NOT_JSON),
                arguments("null", message(JSON, "null"), Reason.NOT_JSON),
                arguments("nothing", message(JSON, ""), Reason.NOT_JSON),
                arguments("no body", message(JSON, null), Reason.NOT_JSON),
                arguments("an AMQP map", message(JSON, Map.of("Id", "003")), Reason.NOT_JSON),
                arguments("an AMQP sequence", message(JSON, List.of(1, 2)), Reason.NOT_JSON),
                arguments("garbage", message(JSON, new byte[] {(byte) 0xff, 0, (byte) 0xfe}), Reason.NOT_JSON),
                arguments("a deep hole", message(JSON, "{\"a\":".repeat(5_000)), Reason.NOT_JSON),
                arguments("an endless number", message(JSON, "{\"n\":" + "9".repeat(5_000) + "}"), Reason.NOT_JSON),
                arguments(
                        "a number too large",
                        message(JSON, "{\"a\":[{\"n\":100e2147483647}]}"),
                        Reason.NUMBER_TOO_LARGE),
                arguments("a name too long", message(JSON, "{\"" + "n".repeat(1_000) + "\":1}"), Reason.PATH_TOO_LONG),
                arguments(
                        "names too long together, structured",
                        of(envelope("\"data\":" + "{\"1234567\":".repeat(126) + "1" + "}".repeat(126))),
                        Reason.PATH_TOO_LONG),
                arguments("too large", message(JSON, recordOf(256_001)), Reason.TOO_LARGE),
                arguments("too large, structured", of(envelope("\"data\":" + recordOf(256_001))), Reason.TOO_LARGE),
                arguments("much too large, structured", of("[" + " ".repeat(600_000) + "]"), Reason.TOO_LARGE),
                arguments("no properties", new Delivered(Map.of(), JSON, 1, null, RECORD), Reason.NOT_A_CLOUD_EVENT),
                arguments("specversion 0.3", with("cloudEvents:specversion", "0.3"), Reason.NOT_A_CLOUD_EVENT),
                arguments("specversion as a number", with("cloudEvents:specversion", 1), Reason.NOT_A_CLOUD_EVENT),
                arguments("no specversion", with("cloudEvents:specversion", null), Reason.NOT_A_CLOUD_EVENT),
                arguments("no id", with("cloudEvents:id", null), Reason.NOT_A_CLOUD_EVENT),
                arguments("a blank id", with("cloudEvents:id", " "), Reason.NOT_A_CLOUD_EVENT),
                arguments("a huge id", with("cloudEvents:id", "x".repeat(100_000)), Reason.NOT_A_CLOUD_EVENT),
                arguments("an id of bytes", with("cloudEvents:id", new byte[] {1}), Reason.NOT_A_CLOUD_EVENT),
                arguments("no source", with("cloudEvents:source", null), Reason.NOT_A_CLOUD_EVENT),
                arguments("no type", with("cloudEvents:type", null), Reason.NOT_A_CLOUD_EVENT),
                arguments("a vague time", with("cloudEvents:time", "yesterday"), Reason.NOT_A_CLOUD_EVENT),
                arguments("no such day", with("cloudEvents:time", "2023-02-30T00:00:00Z"), Reason.NOT_A_CLOUD_EVENT),
                arguments(
                        "a time beyond time",
                        with("cloudEvents:time", "+999999999-01-01T00:00:00Z"),
                        Reason.NOT_A_CLOUD_EVENT),
                arguments("structured, not JSON", of("{"), Reason.NOT_JSON),
                arguments("structured, an array", of("[]"), Reason.NOT_JSON),
                arguments("structured, empty", of("{}"), Reason.NOT_A_CLOUD_EVENT),
                arguments("structured, odd types", of("{\"specversion\":[],\"id\":{}}"), Reason.NOT_A_CLOUD_EVENT),
                arguments("structured, no data", of(envelope("\"x\":1")), Reason.NOT_JSON),
                arguments("structured, data an array", of(envelope("\"data\":[]")), Reason.NOT_JSON),
                arguments("structured, data a text", of(envelope("\"data\":\"{}\"")), Reason.NOT_JSON),
                arguments("structured, bad base64", of(envelope("\"data_base64\":\"x\"")), Reason.NOT_JSON),
                arguments(
                        "structured, data twice",
                        of(envelope("\"data\":{},\"data_base64\":\"e30=\"")),
                        Reason.NOT_A_CLOUD_EVENT),
                arguments(
                        "a batch",
                        message("application/cloudevents-batch+json", "[" + envelope("\"data\":{}") + "]"),
                        Reason.NOT_A_CLOUD_EVENT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void poison_is_told_apart_by_its_reason(String name, Delivered message, Reason reason) {
        assertThat(CloudEventDecoder.decode(message)).isInstanceOfSatisfying(Decoded.Poison.class, poison -> {
            assertThat(poison.reason()).isEqualTo(reason);
            assertThat(poison.id().id()).isNotBlank().hasSizeLessThan(1025);
            assertThat(poison).isEqualTo(CloudEventDecoder.decode(message));
        });
    }

    @Test
    void poison_keeps_its_identity_where_it_has_one() {
        assertThat(binary("not JSON").id()).isEqualTo(new EventId("crm://one", "e1"));
    }

    @Test
    void made_up_identities_differ_where_messages_do() {
        EventId first = anonymous(1, "a");

        assertThat(first).isEqualTo(anonymous(1, "a"));
        assertThat(first).isNotEqualTo(anonymous(2, "a"));
        assertThat(first).isNotEqualTo(anonymous(1, "b"));
    }

    @Test
    void what_was_sent_is_kept_as_sent() {
        assertThat(binary("{\"Id\": \"0").payload()).isEqualTo("{\"Id\": \"0");
        assertThat(binary(new byte[] {(byte) 0xff}).payload()).isEqualTo("data:application/octet-stream;base64,/w==");
        assertThat(binary(recordOf(300_000)).payload()).hasSize(300_000);
        assertThat(binary(recordOf(3_000_000)).payload()).hasSize(1_000_000);
    }

    private static EventId anonymous(Object messageId, String body) {
        return CloudEventDecoder.decode(new Delivered(Map.of(), null, messageId, null, body))
                .id();
    }

    private static Decoded binary(Object body) {
        return CloudEventDecoder.decode(message(JSON, body));
    }

    private static Decoded structured(String contentType, String body) {
        return CloudEventDecoder.decode(new Delivered(Map.of(), contentType, null, null, body));
    }

    private static Decoded withProperty(String name, Object value) {
        return CloudEventDecoder.decode(with(name, value));
    }

    private static Delivered with(String property, Object value) {
        Map<String, Object> properties = properties();
        properties.remove(property);
        if (value != null) {
            properties.put(property, value);
        }
        return new Delivered(properties, JSON, null, null, RECORD);
    }

    private static Delivered message(String contentType, Object body) {
        return new Delivered(properties(), contentType, null, null, body);
    }

    private static Delivered of(String envelope) {
        return new Delivered(Map.of(), STRUCTURED, null, null, utf8(envelope));
    }

    private static Map<String, Object> properties() {
        return new HashMap<>(Map.of(
                "cloudEvents:specversion", "1.0",
                "cloudEvents:id", "e1",
                "cloudEvents:source", "crm://one",
                "cloudEvents:type", "contact.changed",
                "cloudEvents:time", "2024-05-01T10:00:00.123Z",
                "cloudEvents:domain", "demo"));
    }

    private static String envelope(String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"crm://one\",\"type\":\"contact.changed\","
                + "\"time\":\"2024-05-01T10:00:00.123Z\",\"domain\":\"demo\"," + data + "}";
    }

    private static String recordOf(int characters) {
        return "{\"x\":\"" + "y".repeat(characters - 8) + "\"}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
