package dev.customerprofiles.doors.amqp;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.state.Domain;

import static org.assertj.core.api.Assertions.assertThat;

class ResolverTest {

    private static final Domain DEMO = new Domain("demo", "g1");
    private static final Domain OTHER = new Domain("other", "g2");

    private final FakeSources sources = new FakeSources().domain(DEMO);

    @Test
    void the_domain_is_the_one_the_event_names() {
        sources.domain(OTHER).registered("crm://one", DEMO, null, Map.of());

        assertThat(resolve(event("crm://one", "other", "Own"))).isEqualTo("other/Own");
    }

    @Test
    void an_event_that_names_no_domain_goes_where_its_source_is_registered() {
        sources.domain(OTHER).registered("crm://one", DEMO, null, Map.of());

        assertThat(resolve(event("crm://one", null, "Own"))).isEqualTo("demo/Own");
    }

    @Test
    void a_source_of_several_domains_must_name_one() {
        sources.domain(OTHER)
                .registered("crm://one", DEMO, null, Map.of())
                .registered("crm://one", OTHER, null, Map.of());

        assertThat(resolve(event("crm://one", null, "Own"))).isEqualTo("homeless unknown-domain");
        assertThat(resolve(event("crm://one", "other", "Own"))).isEqualTo("other/Own");
    }

    @Test
    void the_integration_says_what_its_event_types_are() {
        sources.registered("crm://one", DEMO, "CTR", Map.of("user.changed", "Zendesk-users"));

        assertThat(resolve(event("crm://one", "demo", "user.changed"))).isEqualTo("demo/Zendesk-users");
        assertThat(resolve(event("crm://one", "demo", "anything else"))).isEqualTo("demo/CTR");
        assertThat(resolve(event("crm://two", "demo", "CTR"))).isEqualTo("demo/CTR");
    }

    @Test
    void an_integration_of_another_domain_says_nothing() {
        sources.domain(OTHER).registered("crm://one", OTHER, "Zendesk-users", Map.of());

        assertThat(resolve(event("crm://one", "demo", "Own"))).isEqualTo("demo/Own");
    }

    @Test
    void an_event_of_no_known_domain_is_kept_but_not_applied_by_the_only_domain() {
        assertThat(resolve(event("crm://one", "nowhere", "Own"))).isEqualTo("demo rejects unknown-domain of Own");
        assertThat(resolve(event("crm://one", null, "Own"))).isEqualTo("demo rejects unknown-domain of Own");
    }

    @Test
    void among_several_domains_the_setting_chooses_who_keeps_them() {
        sources.domain(OTHER);

        assertThat(resolve(event("crm://one", null, "Own"))).isEqualTo("homeless unknown-domain");
        assertThat(resolve(event("crm://one", null, "Own"), Optional.of("other")))
                .isEqualTo("other rejects unknown-domain of Own");
        assertThat(resolve(event("crm://one", null, "Own"), Optional.of("deleted")))
                .isEqualTo("homeless unknown-domain");
    }

    @Test
    void poison_is_kept_by_the_domain_it_was_meant_for() {
        sources.domain(OTHER).registered("crm://one", OTHER, null, Map.of());

        assertThat(resolve(poison("crm://one", "demo"))).isEqualTo("demo rejects not-json of null");
        assertThat(resolve(poison("crm://one", null))).isEqualTo("other rejects not-json of null");
        assertThat(resolve(poison(null, null))).isEqualTo("homeless not-json");
        assertThat(resolve(poison(null, "nowhere"))).isEqualTo("homeless not-json");
    }

    private String resolve(Decoded message) {
        return resolve(message, Optional.empty());
    }

    private String resolve(Decoded message, Optional<String> fallback) {
        Resolution resolution = new Resolver(sources, new FixedSettings(8, fallback))
                .resolve(message)
                .await()
                .indefinitely();
        if (resolution instanceof Resolution.Resolved resolved) {
            return resolved.domain().name() + '/' + resolved.objectType();
        }
        if (resolution instanceof Resolution.Unreadable unreadable) {
            assertThat(unreadable.payload()).isEqualTo("payload");
            return "%s rejects %s of %s"
                    .formatted(unreadable.domain().name(), unreadable.reason().code(), unreadable.type());
        }
        return "homeless " + ((Resolution.Homeless) resolution).reason().code();
    }

    private static Decoded event(String source, String domain, String type) {
        return new Decoded.Event(
                new EventId(source, "e1"), domain, type, null, JsonNodeFactory.instance.objectNode(), "payload");
    }

    private static Decoded poison(String source, String domain) {
        return new Decoded.Poison(new EventId("x", "e1"), source, domain, null, Reason.NOT_JSON, "payload");
    }
}
