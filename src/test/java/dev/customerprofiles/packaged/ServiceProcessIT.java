package dev.customerprofiles.packaged;

import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.restassured.path.json.JsonPath;
import org.apache.qpid.protonj2.client.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.Producer;
import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged application, once and twice, killed and started again, on servers that outlive it. */
class ServiceProcessIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final KeyPair KEYS = TokenKeys.generate();
    private static final String MODIFIED = "2025-04-03T10:15:00.000+0000";

    private Servers servers;
    private Producer producer;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers();
        producer = new Producer(servers.brokerHost(), servers.brokerPort());
    }

    @AfterEach
    void stop() {
        producer.close();
        servers.close();
    }

    @Test
    void nothing_published_before_a_crash_or_while_the_service_is_down_is_lost_or_counted_twice() throws Exception {
        int before = 40;
        int during = 20;
        Tenant tenant;
        String zendesk;
        try (ServiceProcess first = instance()) {
            tenant = tenant(first);
            zendesk = tenant.register("zendesk", Map.of("user", "Zendesk-users", "ticket", "Zendesk-tickets"));
            producer.send(new CloudEvent("user", zendesk, "user", tenant.name(), Records.zendeskUser(7)).binary());
            for (int i = 0; i < before; i++) {
                producer.send(ticket(tenant, zendesk, i));
            }
            await().atMost(PATIENCE).until(() -> tenant.outcome(zendesk, "t0") != null);
            first.kill();
        }
        for (int i = before; i < before + during; i++) {
            producer.send(ticket(tenant, zendesk, i));
        }
        producer.send(Message.create("hello").durable(true));

        try (ServiceProcess second = instance()) {
            Tenant again = tenant.at(second.url());
            await().atMost(PATIENCE).until(() -> again.outcome(zendesk, "t" + (before + during - 1)) != null);
            await().atMost(PATIENCE).until(() -> servers.count("history") == before + during + 2);

            String ada = again.event(zendesk, "user").getString("ProfileId");
            for (int i = 0; i < before + during; i++) {
                assertThat(again.event(zendesk, "t" + i).getString("ProfileId"))
                        .as("t" + i)
                        .isEqualTo(ada);
            }
            assertThat(again.get("/profiles/{id}/cases", ada).getInt("Total")).isEqualTo(before + during);
            assertThat(again.rejected())
                    .as("the only domain keeps what names none")
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event).containsEntry("Reason", "not-a-cloud-event");
                        assertThat(again.payload(event)).isEqualTo("hello");
                    });
        }
    }

    @Test
    void parallel_first_events_at_two_instances_leave_one_profile_and_one_ledger_entry_each() throws Exception {
        int each = 25;
        try (ServiceProcess one = instance();
                ServiceProcess other = instance()) {
            Tenant here = tenant(one);
            Tenant there = here.at(other.url());
            String salesforce = here.register("salesforce", Map.of("Contact", "Salesforce-Contact"));
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                int number = i;
                calls.add(() -> put(here, "Zendesk-users", Records.zendeskUser(number)));
                calls.add(() -> put(there, "Servicenow-sys_user", Records.servicenowUser("sn" + number)));
                calls.add(() -> {
                    String contact = Records.salesforceContact("003-" + number, "+12065550101", MODIFIED);
                    producer.send(new CloudEvent("c" + number, salesforce, "Contact", here.name(), contact).binary());
                    return null;
                });
            }

            Set<String> profiles = new HashSet<>();
            var threads = Executors.newFixedThreadPool(calls.size());
            try {
                for (Future<String> answer : threads.invokeAll(calls)) {
                    profiles.add(answer.get());
                }
            } finally {
                threads.shutdownNow();
            }
            await().atMost(PATIENCE).until(() -> servers.count("history") == 3 * each);
            profiles.remove(null);
            for (int i = 0; i < each; i++) {
                profiles.add(here.event(salesforce, "c" + i).getString("ProfileId"));
            }
            assertThat(profiles).hasSize(1);
            assertThat(here.get("").getMap("Stats"))
                    .containsAllEntriesOf(Map.of("ProfileCount", 1, "ObjectCount", 3 * each));
            JsonPath shown = there.profile(profiles.iterator().next());
            assertThat(shown.getString("LastName")).isEqualTo("Lovelace");
            assertThat(shown.getString("MobilePhoneNumber")).isEqualTo("+12065550101");
        }
    }

    private ServiceProcess instance() throws Exception {
        return ServiceProcess.start(
                servers.settings(TokenKeys.base64(KEYS.getPublic().getEncoded())));
    }

    private static Tenant tenant(ServiceProcess service) {
        return Tenant.create(
                service.url(), TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN));
    }

    private static Message<byte[]> ticket(Tenant tenant, String zendesk, int number) throws Exception {
        String record = Records.zendeskTicket(number, 7, "Ticket " + number);
        return new CloudEvent("t" + number, zendesk, "ticket", tenant.name(), record).structured();
    }

    /** The profile that a record went to. */
    private static String put(Tenant tenant, String type, String record) {
        return tenant.put(type, record)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("ProfileId");
    }
}
