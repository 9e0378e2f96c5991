package dev.customerprofiles.doors.rest;

import java.util.Map;
import java.util.Set;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The REST door alone: customers and ingest are fakes in memory, domains and integrations are real. */
public class AtTheDoor implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(
                FakeCustomers.class, FakeIngest.class, FakeRedrive.class, FakeWriters.class, FakeDomainData.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.mongodb.database",
                "at-the-door",
                "quarkus.arc.exclude-types",
                "dev.customerprofiles.ingest.**,dev.customerprofiles.doors.amqp.**,dev.customerprofiles.store.Sweep,"
                        + "dev.customerprofiles.local.SampleLoader",
                "customer-profiles.tenancy.max-integrations",
                "3");
    }
}
