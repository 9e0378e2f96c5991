package dev.customerprofiles.tenancy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.AtTheDoor;
import dev.customerprofiles.doors.rest.FakeDomainData;
import dev.customerprofiles.doors.security.TokenKeys;
import dev.customerprofiles.store.Domains;
import dev.customerprofiles.store.Integration;
import dev.customerprofiles.tenancy.DomainAdministration.Creation;
import dev.customerprofiles.tenancy.IntegrationDirectory.Registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@TestProfile(AtTheDoor.class)
@QuarkusTestResource(TokenKeys.class)
class TenancyTest {

    private static final ObjectNode SETTINGS =
            JsonNodeFactory.instance.objectNode().put("DefaultExpirationDays", 1);

    @Inject
    DomainAdministration administration;

    @Inject
    DomainDirectory directory;

    @Inject
    IntegrationDirectory integrations;

    @Inject
    DeadDomains deadDomains;

    @Inject
    Domains domains;

    @Inject
    FakeDomainData data;

    @Test
    void deleted_name_is_free_at_once_and_its_data_goes() {
        Domain first = create("tenancy-again");
        assertThat(now(directory.find("tenancy-again"))).contains(first);

        assertThat(now(administration.delete("tenancy-again"))).isTrue();
        assertThat(now(directory.find("tenancy-again"))).isEmpty();
        assertThat(now(administration.delete("tenancy-again"))).isFalse();
        Domain second = create("tenancy-again");

        assertThat(second.generation()).isNotEqualTo(first.generation());
        assertThat(now(directory.find("tenancy-again"))).contains(second);
        await().until(() -> data.removed().contains(first.generation()));
        assertThat(data.removed()).doesNotContain(second.generation());
    }

    @Test
    void removal_goes_on_where_another_instance_died() {
        Domain domain = create("tenancy-crash");
        now(domains.remove(domain, Instant.now()));
        assertThat(data.removed()).doesNotContain(domain.generation());

        deadDomains.removeSoon();

        await().until(() -> data.removed().contains(domain.generation()));
    }

    @Test
    void dead_generation_is_forgotten_only_when_nobody_can_write_to_it_any_more() {
        Domain old = create("tenancy-old");
        now(domains.remove(old, Instant.now().minus(Duration.ofHours(2))));
        Domain recent = create("tenancy-recent");
        now(domains.remove(recent, Instant.now()));

        deadDomains.removeSoon();

        await().until(() -> !dead(old));
        assertThat(dead(recent)).isTrue();
    }

    @Test
    void integration_is_found_by_its_uri_until_its_domain_dies() {
        Domain domain = create("tenancy-uri");
        register(domain, "urn:tenancy");
        Domain other = create("tenancy-uri-other");
        register(other, "urn:tenancy");
        assertThat(now(integrations.byUri("urn:tenancy")))
                .extracting(Integration::domain)
                .containsExactlyInAnyOrder(domain, other);

        now(administration.delete("tenancy-uri"));

        assertThat(now(integrations.byUri("urn:tenancy")))
                .extracting(Integration::domain)
                .containsExactly(other);
    }

    @Test
    void quota_of_integrations_counts_new_ones_only() {
        Domain domain = create("tenancy-quota");
        for (int i = 0; i < 3; i++) {
            assertThat(register(domain, "urn:" + i)).isInstanceOf(Registration.Registered.class);
        }

        assertThat(register(domain, "urn:3")).isEqualTo(new Registration.QuotaReached(3));
        assertThat(register(domain, "urn:0")).isInstanceOf(Registration.Registered.class);
    }

    private Registration register(Domain domain, String uri) {
        Instant at = Instant.ofEpochMilli(1);
        return now(integrations.put(
                new Integration(domain, uri, "CTR", Map.of("a.b", "CTR"), Map.of(), null, null, at, at)));
    }

    private Domain create(String name) {
        Creation creation = now(administration.create(name, SETTINGS));
        assertThat(creation).isInstanceOf(Creation.Created.class);
        return ((Creation.Created) creation).entry().domain();
    }

    private boolean dead(Domain domain) {
        return now(domains.dead()).stream().anyMatch(dead -> dead.domain().equals(domain));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
